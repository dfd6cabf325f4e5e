package dev.menny.backend;

import static dev.menny.backend.PlantedErrors.copy;

/** Mistakes of optimizer steps and of what they clip by, for {@link PlantedErrors}. */
final class OptimizerMistakes {
    private OptimizerMistakes() {}

    static final class Beta2ForBeta1 extends DelegatingKernels {
        Beta2ForBeta1(Kernels inner) {
            super(inner);
        }

        @Override
        public void adamW(AdamWSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer m, DeviceBuffer v) {
            super.adamW(
                    new AdamWSpec(
                            spec.learningRate(),
                            spec.beta2(),
                            spec.beta2(),
                            spec.epsilon(),
                            spec.weightDecay(),
                            spec.step(),
                            spec.gradientScale()),
                    w,
                    g,
                    m,
                    v);
        }
    }

    static final class NoBiasCorrection extends DelegatingKernels {
        // So late that both corrections are 1.
        private static final long LATE = 1_000_000_000;

        NoBiasCorrection(Kernels inner) {
            super(inner);
        }

        @Override
        public void adamW(AdamWSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer m, DeviceBuffer v) {
            super.adamW(
                    new AdamWSpec(
                            spec.learningRate(),
                            spec.beta1(),
                            spec.beta2(),
                            spec.epsilon(),
                            spec.weightDecay(),
                            LATE,
                            spec.gradientScale()),
                    w,
                    g,
                    m,
                    v);
        }
    }

    static final class CoupledDecay extends DelegatingKernels {
        CoupledDecay(Kernels inner) {
            super(inner);
        }

        @Override
        public void adamW(AdamWSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer m, DeviceBuffer v) {
            float[] weights = new float[Math.toIntExact(w.length())];
            w.memory().download(w, weights, 0, weights.length);
            DeviceBuffer decayed = copy(g, values -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] += (float) spec.weightDecay() * weights[i];
                }
                return values;
            });
            AdamWSpec plain = new AdamWSpec(
                            spec.learningRate(), spec.beta1(), spec.beta2(), spec.epsilon(), 0, spec.step())
                    .withGradientScale(spec.gradientScale());
            super.adamW(plain, w, decayed, m, v);
        }
    }

    static final class ForgottenFactor extends DelegatingKernels {
        ForgottenFactor(Kernels inner) {
            super(inner);
        }

        @Override
        public void adamWOuter(
                AdamWSpec spec,
                LinearSpec linear,
                DeviceBuffer x,
                DeviceBuffer dy,
                DeviceBuffer w,
                DeviceBuffer m,
                DeviceBuffer v) {
            LinearSpec fewer = new LinearSpec(Math.max(1, linear.n() - 1), linear.in(), linear.out());
            super.adamWOuter(spec, fewer, x, dy, w, m, v);
        }
    }

    static final class ForgottenMomentum extends DelegatingKernels {
        ForgottenMomentum(Kernels inner) {
            super(inner);
        }

        @Override
        public void sgd(SgdSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer velocity) {
            super.sgd(new SgdSpec(spec.learningRate(), 0, spec.weightDecay(), spec.gradientScale()), w, g, velocity);
        }
    }

    static final class UnscaledAdamW extends DelegatingKernels {
        UnscaledAdamW(Kernels inner) {
            super(inner);
        }

        @Override
        public void adamW(AdamWSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer m, DeviceBuffer v) {
            super.adamW(spec.withGradientScale(1), w, g, m, v);
        }
    }

    static final class UnscaledSgd extends DelegatingKernels {
        UnscaledSgd(Kernels inner) {
            super(inner);
        }

        @Override
        public void sgd(SgdSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer velocity) {
            super.sgd(spec.withGradientScale(1), w, g, velocity);
        }
    }

    static final class MissedSquare extends DelegatingKernels {
        MissedSquare(Kernels inner) {
            super(inner);
        }

        @Override
        public double sumOfSquares(DeviceBuffer g) {
            return super.sumOfSquares(g.slice(0, g.length() - 1));
        }
    }

    static final class DiagonalGram extends DelegatingKernels {
        DiagonalGram(Kernels inner) {
            super(inner);
        }

        @Override
        public double outerSumOfSquares(LinearSpec linear, DeviceBuffer x, DeviceBuffer dy) {
            double sum = 0;
            for (int n = 0; n < linear.n(); n++) {
                sum += super.sumOfSquares(x.slice((long) n * linear.in(), linear.in()))
                        * super.sumOfSquares(dy.slice((long) n * linear.out(), linear.out()));
            }
            return sum;
        }
    }
}
