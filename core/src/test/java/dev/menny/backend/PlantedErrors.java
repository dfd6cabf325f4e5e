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
                        ConvolutionMistakes.ForgottenKernelImage::new,
                        ConvolutionCases.transformed()),
                new PlantedError(
                        "vertical and horizontal stride are swapped",
                        ConvolutionMistakes.SwappedStride::new,
                        ConvolutionCases.all()),
                new PlantedError("the bias is left out", ConvolutionMistakes.MissingBias::new, ConvolutionCases.all()),
                new PlantedError(
                        "the kernel is mirrored in the gradient of the input",
                        ConvolutionMistakes.MirroredKernel::new,
                        ConvolutionCases.all()),
                new PlantedError(
                        "the gradient of the input overwrites where it should add",
                        ConvolutionMistakes.DroppedAccumulate::new,
                        ConvolutionCases.all()),
                new PlantedError(
                        "the bias's gradient forgets the last image",
                        ConvolutionMistakes.ForgottenImage::new,
                        ConvolutionCases.all()),
                new PlantedError(
                        "average pooling passes the whole gradient to each element",
                        WholeShare::new,
                        PoolingCases.all()),
                new PlantedError("the pooling mask ignores the ReLU", MaskWithoutRelu::new, PoolingCases.all()),
                new PlantedError("max pooling gives ties to the last element", LastOfTies::new, PoolingCases.all()),
                new PlantedError("the linear weight is read transposed", TransposedWeight::new, LinearCases.all()),
                new PlantedError("a row too many is written", RowTooMany::new, ElementwiseCases.all()),
                new PlantedError("dropout draws from the next position", ShiftedDropout::new, ElementwiseCases.all()),
                new PlantedError("bytes are divided by 256", SamplingMistakes.DividedBy256::new, SamplingCases.all()),
                new PlantedError("bytes are read signed", SamplingMistakes.SignedBytes::new, SamplingCases.all()),
                new PlantedError(
                        "a picture is turned the other way",
                        SamplingMistakes.misread(SamplingMistakes::turnedTheOtherWay),
                        SamplingCases.all()),
                new PlantedError(
                        "a picture that shrinks is sampled once a pixel",
                        SamplingMistakes.misread(SamplingMistakes::aliased),
                        SamplingCases.all()),
                new PlantedError(
                        "the limits of samples are ignored",
                        SamplingMistakes.misread(SamplingMistakes::withoutSampleLimits),
                        SamplingCases.all()),
                new PlantedError(
                        "the window of a picture is ignored",
                        SamplingMistakes.misread(SamplingMistakes::withoutWindow),
                        SamplingCases.all()),
                new PlantedError(
                        "the second colour transform is left out",
                        SamplingMistakes.ForgottenStage::new,
                        SamplingCases.all()),
                new PlantedError("the gradient of the loss is not averaged", SummedLoss::new, SoftmaxCases.all()),
                new PlantedError("beta2 is used for beta1", OptimizerMistakes.Beta2ForBeta1::new, OptimizerCases.all()),
                new PlantedError(
                        "AdamW corrects no bias", OptimizerMistakes.NoBiasCorrection::new, OptimizerCases.all()),
                new PlantedError(
                        "weight decay enters the moments", OptimizerMistakes.CoupledDecay::new, OptimizerCases.all()),
                new PlantedError(
                        "SGD forgets its momentum", OptimizerMistakes.ForgottenMomentum::new, OptimizerCases.all()),
                new PlantedError(
                        "AdamW forgets to scale the gradient",
                        OptimizerMistakes.UnscaledAdamW::new,
                        OptimizerCases.all()),
                new PlantedError(
                        "SGD forgets to scale the gradient", OptimizerMistakes.UnscaledSgd::new, OptimizerCases.all()),
                new PlantedError(
                        "a step along a factored gradient forgets the last image",
                        OptimizerMistakes.ForgottenFactor::new,
                        OptimizerCases.all()),
                new PlantedError(
                        "the square sum misses one element", OptimizerMistakes.MissedSquare::new, SquareSumCases.all()),
                new PlantedError(
                        "products of different images are left out",
                        OptimizerMistakes.DiagonalGram::new,
                        SquareSumCases.all()));
    }

    /** Kernels whose convolution misses one weight. */
    static Kernels lostTap(Kernels kernels) {
        return new ConvolutionMistakes.LostTap(kernels);
    }

    /** A changed copy of an input. */
    static DeviceBuffer copy(DeviceBuffer source, UnaryOperator<float[]> change) {
        int length = Math.toIntExact(source.length());
        float[] values = new float[length];
        source.memory().download(source, values, 0, length);
        DeviceBuffer copy = source.memory().allocate(BufferKind.F32, length);
        source.memory().upload(change.apply(values), 0, copy, length);
        return copy;
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
}
