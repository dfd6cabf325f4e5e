package dev.menny.tensor;

import dev.menny.backend.DeviceBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A shape and the buffer that holds its elements: float32, contiguous, last axis fastest. Layers and functions compute;
 * a tensor only holds.
 *
 * <p>A tensor lives as long as the {@link Scope} or {@link ParameterArena} that it came from.
 */
public final class Tensor {
    private final Shape shape;
    private final DeviceBuffer buffer;
    private final Lifetime lifetime;
    private final Storage storage;

    Tensor(Shape shape, DeviceBuffer buffer, Lifetime lifetime) {
        this(shape, buffer, lifetime, new Storage(null));
    }

    /** The values of a parameter. */
    Tensor(Parameter parameter, DeviceBuffer buffer) {
        this(parameter.shape(), buffer, () -> true, new Storage(parameter));
    }

    private Tensor(Shape shape, DeviceBuffer buffer, Lifetime lifetime, Storage storage) {
        this.shape = shape;
        this.buffer = buffer;
        this.lifetime = lifetime;
        this.storage = storage;
    }

    /** The sizes of the axes. */
    public Shape shape() {
        return shape;
    }

    /**
     * The elements, for kernels.
     *
     * @throws IllegalStateException if the scope that this tensor came from was reset or closed
     */
    public DeviceBuffer buffer() {
        if (!lifetime.isAlive()) {
            throw new IllegalStateException(("Tensor%s was used after its scope was reset or closed:"
                            + " copy what must outlive a step with toArray() before")
                    .formatted(shape));
        }
        return buffer;
    }

    boolean isAlive() {
        return lifetime.isAlive();
    }

    /**
     * The same elements under another shape, without a copy.
     *
     * @throws IllegalArgumentException if the number of elements differs
     */
    public Tensor reshape(Shape other) {
        if (other.length() != shape.length()) {
            throw new IllegalArgumentException("[reshape] %s has %,d elements, %s would have %,d"
                    .formatted(shape, shape.length(), other, other.length()));
        }
        return new Tensor(other, buffer, lifetime, storage);
    }

    /** The elements as a new array, in row-major order. */
    public float[] toArray() {
        float[] values = new float[Math.toIntExact(shape.length())];
        buffer().memory().download(buffer, values, 0, values.length);
        return values;
    }

    /**
     * The only element.
     *
     * @throws IllegalStateException if there are more
     */
    public float item() {
        if (shape.length() != 1) {
            throw new IllegalStateException("item() wants a tensor of one element, this one is " + shape);
        }
        return toArray()[0];
    }

    /**
     * What two reshapes of one tensor share: their identity in the eyes of differentiation, since equal elements have
     * equal gradients.
     */
    public Object storage() {
        return storage;
    }

    @Override
    public String toString() {
        return "Tensor" + shape;
    }

    /** True if these are the values of a {@link Parameter}. */
    public boolean isParameter() {
        return storage.parameter() != null;
    }

    /**
     * The parameter whose values these are.
     *
     * @throws IllegalStateException if this is no parameter
     */
    public Parameter parameter() {
        Parameter parameter = storage.parameter();
        if (parameter == null) {
            throw new IllegalStateException(this + " is not a parameter");
        }
        return parameter;
    }

    /** Tells whether a tensor's memory is still its own. */
    @FunctionalInterface
    interface Lifetime {
        boolean isAlive();
    }

    /** Told apart by identity, so a class and not a record. */
    private static final class Storage {
        private final @Nullable Parameter parameter;

        Storage(@Nullable Parameter parameter) {
            this.parameter = parameter;
        }

        @Nullable
        Parameter parameter() {
            return parameter;
        }
    }
}
