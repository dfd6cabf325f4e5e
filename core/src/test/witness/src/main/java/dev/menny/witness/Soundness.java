package dev.menny.witness;

import ai.djl.ndarray.NDArray;

/**
 * Refuses computations that would make poor witnesses: those near a point where rounding changes their course, since a
 * correct float32 implementation may fall on the other side, and those that hardly depend on their inputs.
 */
final class Soundness {
    /** How far ReLUs stay from switching and the candidates of a max pool from swapping. */
    private static final double CLEAR = 1e-4;

    /** Gradients here are right to about 1e-8 in float32; a step of 1e-2 divided by this stays right to 3e-6. */
    private static final double LEAST_DIVISOR = 3e-5;

    /** How much of a gradient may be zero, behind ReLUs that are off for the whole batch. */
    private static final double MOST_ZEROS = 0.25;

    private Soundness() {}

    /** These inputs will not do: draw others. */
    static final class UnsoundException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** What goes into a ReLU must not be near zero. */
    static NDArray switches(NDArray preActivation) {
        for (double value : Torch.doubles(preActivation)) {
            require(Math.abs(value) >= CLEAR);
        }
        return preActivation;
    }

    /** What an optimizer divides by is exactly zero (a parameter that takes no part) or clear of rounding noise. */
    static void divisors(NDArray divisor) {
        for (double value : Torch.doubles(divisor)) {
            require(value == 0 || value >= LEAST_DIVISOR);
        }
    }

    /** A model whose hidden units are off would agree with anything. */
    static void alive(NDArray gradient) {
        double[] values = Torch.doubles(gradient);
        int zeros = 0;
        for (double value : values) {
            zeros += value == 0 ? 1 : 0;
        }
        require(zeros <= MOST_ZEROS * values.length);
    }

    /**
     * The greatest value of each window must be clear of the second. After a ReLU a window may be all zeros: the tie
     * does not matter there, for no gradient passes the ReLU.
     *
     * @param x {@code [n,h,w,c]}
     */
    static void windows(NDArray x, Window window, boolean afterRelu) {
        double[] data = Torch.doubles(x);
        int height = (int) x.getShape().get(1);
        int width = (int) x.getShape().get(2);
        int channels = (int) x.getShape().get(3);
        int image = height * width * channels;
        for (int start = 0; start < data.length; start += image) {
            for (int top = 0; top + window.height() <= height; top += window.strideH()) {
                for (int left = 0; left + window.width() <= width; left += window.strideW()) {
                    for (int c = 0; c < channels; c++) {
                        int corner = start + (top * width + left) * channels + c;
                        require(clearWinner(data, corner, width * channels, channels, window, afterRelu));
                    }
                }
            }
        }
    }

    private static boolean clearWinner(
            double[] data, int corner, int rowStep, int columnStep, Window window, boolean afterRelu) {
        double first = Double.NEGATIVE_INFINITY;
        double second = Double.NEGATIVE_INFINITY;
        for (int r = 0; r < window.height(); r++) {
            for (int s = 0; s < window.width(); s++) {
                double value = data[corner + r * rowStep + s * columnStep];
                second = Math.max(second, Math.min(first, value));
                first = Math.max(first, value);
            }
        }
        return first - second >= CLEAR || (afterRelu && first == 0);
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new UnsoundException();
        }
    }
}
