package dev.menny.optim;

import dev.menny.backend.Kernels;
import dev.menny.tensor.Gradient;
import java.util.List;

/**
 * Scales gradients down whose norm, that of all gradients taken together, is too large (Pascanu et al., "On the
 * difficulty of training recurrent neural networks", 2013).
 *
 * @param maxNorm the largest norm that stays as it is, above 0; infinite for no clipping
 */
record Clipping(double maxNorm) {
    /** No clipping: no norm is computed. */
    static final Clipping OFF = new Clipping(Double.POSITIVE_INFINITY);

    Clipping {
        Settings.positiveOrInfinite("clip norm", maxNorm);
    }

    /**
     * What to multiply each gradient by, in (0, 1].
     *
     * @throws NonFiniteGradientException if there is no finite norm to divide by
     */
    double scale(Kernels kernels, List<Gradient> gradients) {
        if (equals(OFF)) {
            return 1;
        }
        double norm = norm(kernels, gradients);
        // Factors whose norm is beyond float32 may be infinite once they are multiplied out.
        if (!(norm <= Float.MAX_VALUE)) {
            throw new NonFiniteGradientException(norm);
        }
        return norm > maxNorm ? maxNorm / norm : 1;
    }

    private static double norm(Kernels kernels, List<Gradient> gradients) {
        double squares = 0;
        for (Gradient gradient : gradients) {
            squares += switch (gradient) {
                case Gradient.Dense dense -> kernels.sumOfSquares(dense.values());
                case Gradient.OuterProduct factors ->
                    kernels.outerSumOfSquares(
                            factors.spec(), factors.x().buffer(), factors.dy().buffer());
            };
        }
        return Math.sqrt(squares);
    }

    /** What an optimizer adds to its description; nothing where it does not clip. */
    String text() {
        return equals(OFF) ? "" : ", clip norm " + maxNorm;
    }
}
