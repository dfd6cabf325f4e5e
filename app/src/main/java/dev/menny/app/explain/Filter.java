package dev.menny.app.explain;

import java.util.Arrays;
import java.util.List;

/**
 * A convolution that somebody tries out: one kernel of 3x3, without bias.
 *
 * @param kernel nine numbers row by row, each in [-100, 100]
 * @param stride rows and columns from one window to the next, 1 to 8
 * @param padding rows and columns of zeros about the picture on each side, 0 to 8
 */
public record Filter(List<Float> kernel, int stride, int padding) {
    static final int SIDE = 3;
    private static final float LARGEST_NUMBER = 100;
    private static final int LARGEST_STRIDE = 8;
    private static final int LARGEST_PADDING = 8;

    /** @throws IllegalArgumentException if something is out of its range; one sentence says what to give instead */
    public Filter {
        kernel = List.copyOf(kernel);
        if (kernel.size() != SIDE * SIDE) {
            throw wrongKernel();
        }
        for (float number : kernel) {
            if (!(Math.abs(number) <= LARGEST_NUMBER)) {
                throw wrongKernel();
            }
        }
        if (stride < 1 || stride > LARGEST_STRIDE) {
            throw new IllegalArgumentException(
                    "The stride is a whole number from 1 to %d, not %d.".formatted(LARGEST_STRIDE, stride));
        }
        if (padding < 0 || padding > LARGEST_PADDING) {
            throw new IllegalArgumentException(
                    "The padding is a whole number from 0 to %d, not %d.".formatted(LARGEST_PADDING, padding));
        }
    }

    /**
     * A filter whose kernel is written as nine numbers with commas between them.
     *
     * @throws IllegalArgumentException if it is written otherwise, or something is out of its range
     */
    public static Filter of(String kernel, int stride, int padding) {
        return new Filter(
                Arrays.stream(kernel.split(",", -1)).map(Filter::number).toList(), stride, padding);
    }

    private static float number(String text) {
        try {
            return Float.parseFloat(text.strip());
        } catch (NumberFormatException e) {
            throw wrongKernel();
        }
    }

    private static IllegalArgumentException wrongKernel() {
        return new IllegalArgumentException(
                "The kernel is nine numbers from -%1$.0f to %1$.0f, row by row with commas".formatted(LARGEST_NUMBER)
                        + " between them, such as 0,0,0,0,1,0,0,0,0.");
    }

    float[] weights() {
        float[] weights = new float[kernel.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = kernel.get(i);
        }
        return weights;
    }

    /**
     * How the size of what comes out follows from the size of what goes in, with the numbers.
     *
     * @param size rows or columns that go in
     * @param result rows or columns that come out
     */
    String formula(int size, int result) {
        return "⌊(%d + 2·%d − %d) / %d⌋ + 1 = %d".formatted(size, padding, SIDE, stride, result);
    }
}
