package dev.menny.tensor;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sizes of a tensor's axes, outermost first: {@code [N,H,W,C]} for images, {@code [N,F]} for features. */
public final class Shape {
    private static final String IMAGE_AXES = "NHWC";

    private final int[] sizes;

    private Shape(int[] sizes) {
        this.sizes = sizes;
    }

    /**
     * A shape.
     *
     * @param sizes at least one, each at least 1
     * @throws IllegalArgumentException if there is none or one is below 1
     */
    public static Shape of(int... sizes) {
        if (sizes.length == 0 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "a shape needs one size or more, each at least 1, got " + Arrays.toString(sizes));
        }
        return new Shape(sizes.clone());
    }

    /** Number of axes. */
    public int rank() {
        return sizes.length;
    }

    /** The size of an axis, counted from 0. */
    public int size(int axis) {
        return sizes[Objects.checkIndex(axis, sizes.length)];
    }

    /** Number of elements. */
    public long length() {
        long length = 1;
        for (int size : sizes) {
            length = Math.multiplyExact(length, size);
        }
        return length;
    }

    /** The same shape with another first size, such as another batch. */
    public Shape withBatch(int batch) {
        int[] changed = sizes.clone();
        changed[0] = batch;
        return of(changed);
    }

    /** The sizes as a new array. */
    public int[] toArray() {
        return sizes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** {@code [N=16,H=128,W=128,C=3]} for four axes, else {@code [16,128]}. */
    @Override
    public String toString() {
        return IntStream.range(0, sizes.length)
                .mapToObj(i ->
                        sizes.length == IMAGE_AXES.length() ? IMAGE_AXES.charAt(i) + "=" + sizes[i] : "" + sizes[i])
                .collect(Collectors.joining(",", "[", "]"));
    }
}
