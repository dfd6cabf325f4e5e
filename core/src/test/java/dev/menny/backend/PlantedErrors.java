package dev.menny.backend;

import dev.menny.backend.host.HostBuffer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Kernels with one mistake each, of the kinds that are easily made. */
final class PlantedErrors {
    private PlantedErrors() {}

    /**
     * One mistake.
     *
     * @param name what is wrong
     * @param mistake makes wrong kernels of correct ones
     * @param cases those that should notice
     */
    record PlantedError(String name, UnaryOperator<Kernels> mistake, Stream<ContractCase> cases) {}

    static Stream<PlantedError> all() {
        return Stream.of(
                new PlantedError(
                        "the last tap of a convolution is lost", PlantedErrors::lostTap, ConvolutionCases.all()),
                new PlantedError(
                        "the last tap of a transformed convolution is lost",
                        PlantedErrors::lostTap,
                        ConvolutionCases.transformed()),
                new PlantedError(
                        "the gradient of a transformed kernel forgets the last image",
                        ForgottenKernelImage::new,
                        ConvolutionCases.transformed()),
                new PlantedError(
                        "vertical and horizontal stride are swapped", SwappedStride::new, ConvolutionCases.all()),
                new PlantedError("the bias is left out", MissingBias::new, ConvolutionCases.all()),
                new PlantedError(
                        "the kernel is mirrored in the gradient of the input",
                        MirroredKernel::new,
                        ConvolutionCases.all()),
                new PlantedError(
                        "the gradient of the input overwrites where it should add",
                        DroppedAccumulate::new,
                        ConvolutionCases.all()),
                new PlantedError(
                        "the bias's gradient forgets the last image", ForgottenImage::new, ConvolutionCases.all()),
                new PlantedError(
                        "average pooling passes the whole gradient to each element",
                        WholeShare::new,
                        PoolingCases.all()),
                new PlantedError("the pooling mask ignores the ReLU", MaskWithoutRelu::new, PoolingCases.all()),
                new PlantedError("max pooling gives ties to the last element", LastOfTies::new, PoolingCases.all()),
                new PlantedError("the linear weight is read transposed", TransposedWeight::new, LinearCases.all()),
                new PlantedError("a row too many is written", RowTooMany::new, ElementwiseCases.all()),
                new PlantedError("dropout draws from the next position", ShiftedDropout::new, ElementwiseCases.all()),
                new PlantedError("the gradient of the loss is not averaged", SummedLoss::new, SoftmaxCases.all()),
                new PlantedError("beta2 is used for beta1", Beta2ForBeta1::new, OptimizerCases.all()),
                new PlantedError("AdamW corrects no bias", NoBiasCorrection::new, OptimizerCases.all()),
                new PlantedError("weight decay enters the moments", CoupledDecay::new, OptimizerCases.all()),
                new PlantedError("SGD forgets its momentum", ForgottenMomentum::new, OptimizerCases.all()),
                new PlantedError("AdamW forgets to scale the gradient", UnscaledAdamW::new, OptimizerCases.all()),
                new PlantedError("SGD forgets to scale the gradient", UnscaledSgd::new, OptimizerCases.all()),
                new PlantedError(
                        "a step along a factored gradient forgets the last image",
                        ForgottenFactor::new,
                        OptimizerCases.all()),
                new PlantedError("the square sum misses one element", MissedSquare::new, SquareSumCases.all()),
                new PlantedError("products of different images are left out", DiagonalGram::new, SquareSumCases.all()));
    }

    /** Kernels whose convolution misses one weight. */
    static Kernels lostTap(Kernels kernels) {
        return new LostTap(kernels);
    }

    /** A changed copy of an input. */
    private static DeviceBuffer copy(DeviceBuffer source, UnaryOperator<float[]> change) {
        int length = Math.toIntExact(source.length());
        float[] values = new float[length];
        source.memory().download(source, values, 0, length);
        DeviceBuffer copy = source.memory().allocate(BufferKind.F32, length);
        source.memory().upload(change.apply(values), 0, copy, length);
        return copy;
    }

    private static final class LostTap extends DelegatingKernels {
        LostTap(Kernels inner) {
            super(inner);
        }

        @Override
        public void conv2dForward(
                Conv2dSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer b, DeviceBuffer y) {
            DeviceBuffer lossy = copy(w, values -> {
                values[values.length - 1] = 0;
                return values;
            });
            super.conv2dForward(spec, x, lossy, b, y);
        }
    }

    private static final class SwappedStride extends DelegatingKernels {
        SwappedStride(Kernels inner) {
            super(inner);
        }

        @Override
        public void conv2dForward(
                Conv2dSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer b, DeviceBuffer y) {
            Window window = spec.window();
            Window swapped = window.stride(window.strideW(), window.strideH());
            Conv2dSpec wrong = new Conv2dSpec(spec.n(), spec.h(), spec.w(), spec.c(), spec.k(), swapped);
            // Where the output would have another size, the mistake would crash instead of computing nonsense.
            super.conv2dForward(wrong.outputLength() == spec.outputLength() ? wrong : spec, x, w, b, y);
        }
    }

    private static final class MissingBias extends DelegatingKernels {
        MissingBias(Kernels inner) {
            super(inner);
        }

        @Override
        public void conv2dForward(
                Conv2dSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer b, DeviceBuffer y) {
            super.conv2dForward(spec, x, w, null, y);
        }
    }

    private static final class MirroredKernel extends DelegatingKernels {
        MirroredKernel(Kernels inner) {
            super(inner);
        }

        @Override
        public void conv2dBackwardData(Conv2dSpec spec, DeviceBuffer dy, DeviceBuffer w, GradientBuffer dx) {
            DeviceBuffer mirrored = copy(w, values -> {
                float[] other = new float[values.length];
                int taps = spec.r() * spec.s();
                for (int i = 0; i < values.length; i++) {
                    int tap = i / spec.c() % taps;
                    other[i + (taps - 1 - 2 * tap) * spec.c()] = values[i];
                }
                return other;
            });
            super.conv2dBackwardData(spec, dy, mirrored, dx);
        }
    }

    private static final class DroppedAccumulate extends DelegatingKernels {
        DroppedAccumulate(Kernels inner) {
            super(inner);
        }

        @Override
        public void conv2dBackwardData(Conv2dSpec spec, DeviceBuffer dy, DeviceBuffer w, GradientBuffer dx) {
            super.conv2dBackwardData(spec, dy, w, GradientBuffer.overwrite(dx.buffer()));
        }
    }

    private static final class ForgottenImage extends DelegatingKernels {
        ForgottenImage(Kernels inner) {
            super(inner);
        }

        @Override
        public void conv2dBackwardFilter(
                Conv2dSpec spec, DeviceBuffer x, DeviceBuffer dy, GradientBuffer dw, @Nullable GradientBuffer db) {
            super.conv2dBackwardFilter(spec, x, dy, dw, null);
            if (db == null) {
                return;
            }
            int images = Math.max(1, spec.n() - 1);
            Conv2dSpec fewer = new Conv2dSpec(images, spec.h(), spec.w(), spec.c(), spec.k(), spec.window());
            DeviceBuffer unused =
                    dw.buffer().memory().allocate(BufferKind.F32, dw.buffer().length());
            super.conv2dBackwardFilter(fewer, x, dy, GradientBuffer.overwrite(unused), db);
        }
    }

    private static final class WholeShare extends DelegatingKernels {
        WholeShare(Kernels inner) {
            super(inner);
        }

        @Override
        public void reluPoolBackward(Pool2dSpec spec, DeviceBuffer mask, DeviceBuffer dy, GradientBuffer dx) {
            Pool2dSpec max =
                    new Pool2dSpec(Pooling.MAX, spec.n(), spec.h(), spec.w(), spec.c(), spec.size(), spec.stride());
            super.reluPoolBackward(max, mask, dy, dx);
        }
    }

    private static final class MaskWithoutRelu extends DelegatingKernels {
        MaskWithoutRelu(Kernels inner) {
            super(inner);
        }

        @Override
        public void reluPoolForward(Pool2dSpec spec, DeviceBuffer x, DeviceBuffer y, @Nullable DeviceBuffer mask) {
            super.reluPoolForward(spec, x, y, mask);
            if (mask != null && spec.pooling() == Pooling.AVERAGE) {
                HostBuffer bytes = HostBuffer.of(mask);
                for (int i = 0; i < bytes.length(); i++) {
                    bytes.bytes()[bytes.offset() + i] = 0b1111;
                }
            }
        }
    }

    private static final class LastOfTies extends DelegatingKernels {
        LastOfTies(Kernels inner) {
            super(inner);
        }

        @Override
        public void pool2dBackward(Pool2dSpec spec, DeviceBuffer x, DeviceBuffer dy, GradientBuffer dx) {
            // Later elements are raised by less than any two different inputs of the test lie apart.
            DeviceBuffer tilted = copy(x, values -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] += 1e-6f * i;
                }
                return values;
            });
            super.pool2dBackward(spec, tilted, dy, dx);
        }
    }

    private static final class TransposedWeight extends DelegatingKernels {
        TransposedWeight(Kernels inner) {
            super(inner);
        }

        @Override
        public void linearForward(
                LinearSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer b, DeviceBuffer y) {
            DeviceBuffer transposed = copy(w, values -> {
                float[] other = new float[values.length];
                for (int i = 0; i < values.length; i++) {
                    other[i % spec.in() * spec.out() + i / spec.in()] = values[i];
                }
                return other;
            });
            super.linearForward(spec, x, transposed, b, y);
        }
    }

    private static final class RowTooMany extends DelegatingKernels {
        RowTooMany(Kernels inner) {
            super(inner);
        }

        @Override
        public void reluForward(long length, DeviceBuffer x, DeviceBuffer y) {
            super.reluForward(length, x, y);
            HostBuffer row = HostBuffer.of(y);
            row.floats()[row.offset() + (int) length] = 0;
        }
    }

    private static final class ShiftedDropout extends DelegatingKernels {
        ShiftedDropout(Kernels inner) {
            super(inner);
        }

        @Override
        public void dropout(DropoutSpec spec, DeviceBuffer x, GradientBuffer y) {
            super.dropout(new DropoutSpec(spec.length(), spec.probability(), spec.seed(), spec.offset() + 1), x, y);
        }
    }

    private static final class SummedLoss extends DelegatingKernels {
        SummedLoss(Kernels inner) {
            super(inner);
        }

        @Override
        public void softmaxCrossEntropyBackward(
                SoftmaxSpec spec,
                DeviceBuffer probabilities,
                DeviceBuffer labels,
                DeviceBuffer shares,
                DeviceBuffer dloss,
                GradientBuffer dlogits) {
            DeviceBuffer summed = copy(dloss, values -> {
                values[0] *= spec.n();
                return values;
            });
            super.softmaxCrossEntropyBackward(spec, probabilities, labels, shares, summed, dlogits);
        }
    }

    private static final class Beta2ForBeta1 extends DelegatingKernels {
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

    private static final class NoBiasCorrection extends DelegatingKernels {
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

    private static final class CoupledDecay extends DelegatingKernels {
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

    private static final class ForgottenFactor extends DelegatingKernels {
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

    private static final class ForgottenKernelImage extends DelegatingKernels {
        ForgottenKernelImage(Kernels inner) {
            super(inner);
        }

        @Override
        public void conv2dBackwardFilter(
                Conv2dSpec spec, DeviceBuffer x, DeviceBuffer dy, GradientBuffer dw, @Nullable GradientBuffer db) {
            int fewer = Math.max(1, spec.n() - 1);
            super.conv2dBackwardFilter(
                    new Conv2dSpec(fewer, spec.h(), spec.w(), spec.c(), spec.k(), spec.window()), x, dy, dw, db);
        }
    }

    private static final class ForgottenMomentum extends DelegatingKernels {
        ForgottenMomentum(Kernels inner) {
            super(inner);
        }

        @Override
        public void sgd(SgdSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer velocity) {
            super.sgd(new SgdSpec(spec.learningRate(), 0, spec.weightDecay(), spec.gradientScale()), w, g, velocity);
        }
    }

    private static final class UnscaledAdamW extends DelegatingKernels {
        UnscaledAdamW(Kernels inner) {
            super(inner);
        }

        @Override
        public void adamW(AdamWSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer m, DeviceBuffer v) {
            super.adamW(spec.withGradientScale(1), w, g, m, v);
        }
    }

    private static final class UnscaledSgd extends DelegatingKernels {
        UnscaledSgd(Kernels inner) {
            super(inner);
        }

        @Override
        public void sgd(SgdSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer velocity) {
            super.sgd(spec.withGradientScale(1), w, g, velocity);
        }
    }

    private static final class MissedSquare extends DelegatingKernels {
        MissedSquare(Kernels inner) {
            super(inner);
        }

        @Override
        public double sumOfSquares(DeviceBuffer g) {
            return super.sumOfSquares(g.slice(0, g.length() - 1));
        }
    }

    private static final class DiagonalGram extends DelegatingKernels {
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
