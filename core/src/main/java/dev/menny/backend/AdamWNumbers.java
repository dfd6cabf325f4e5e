package dev.menny.backend;

/**
 * The numbers of an AdamW step, rounded once for all loops that use them, so that they give the same bits.
 *
 * @param beta1 decay of the first moment
 * @param rest1 {@code 1 - beta1}
 * @param beta2 decay of the second moment
 * @param rest2 {@code 1 - beta2}
 * @param rate learning rate over the first moment's bias correction
 * @param unbias2 one over the second moment's bias correction
 * @param epsilon added to the root of the second moment
 * @param keep what weight decay leaves of a weight
 * @param scale multiplies the gradient
 */
public record AdamWNumbers(
        float beta1,
        float rest1,
        float beta2,
        float rest2,
        float rate,
        float unbias2,
        float epsilon,
        float keep,
        float scale) {
    /** The numbers of a step. */
    public static AdamWNumbers of(AdamWSpec spec) {
        return new AdamWNumbers(
                (float) spec.beta1(),
                (float) (1 - spec.beta1()),
                (float) spec.beta2(),
                (float) (1 - spec.beta2()),
                (float) (spec.learningRate() / spec.correction1()),
                (float) (1 / spec.correction2()),
                (float) spec.epsilon(),
                (float) (1 - spec.learningRate() * spec.weightDecay()),
                (float) spec.gradientScale());
    }

    /** The gradient that the rule takes. */
    public float scaled(float gradient) {
        return scale * gradient;
    }

    /** The next first moment. */
    public float first(float moment, float gradient) {
        return beta1 * moment + rest1 * gradient;
    }

    /** The next second moment. */
    public float second(float moment, float gradient) {
        return beta2 * moment + rest2 * gradient * gradient;
    }

    /** The next weight, from the next moments. */
    public float weight(float weight, float first, float second) {
        return keep * weight - rate * first / ((float) Math.sqrt(second * unbias2) + epsilon);
    }
}
