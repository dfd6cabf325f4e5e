package dev.menny.backend.vector;

import dev.menny.backend.AdamWSpec;

/** The numbers of an AdamW step as the element-wise loop rounds them, so that both give the same bits. */
record AdamWNumbers(
        float beta1, float rest1, float beta2, float rest2, float rate, float unbias2, float epsilon, float keep) {
    static AdamWNumbers of(AdamWSpec spec) {
        return new AdamWNumbers(
                (float) spec.beta1(),
                (float) (1 - spec.beta1()),
                (float) spec.beta2(),
                (float) (1 - spec.beta2()),
                (float) (spec.learningRate() / spec.correction1()),
                (float) (1 / spec.correction2()),
                (float) spec.epsilon(),
                (float) (1 - spec.learningRate() * spec.weightDecay()));
    }
}
