package dev.menny.backend;

import static dev.menny.backend.PlantedErrors.copy;

import org.jspecify.annotations.Nullable;

/** Mistakes of convolutions, for {@link PlantedErrors}. */
final class ConvolutionMistakes {
    private ConvolutionMistakes() {}

    static final class LostTap extends DelegatingKernels {
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

    static final class SwappedStride extends DelegatingKernels {
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

    static final class MissingBias extends DelegatingKernels {
        MissingBias(Kernels inner) {
            super(inner);
        }

        @Override
        public void conv2dForward(
                Conv2dSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer b, DeviceBuffer y) {
            super.conv2dForward(spec, x, w, null, y);
        }
    }

    static final class MirroredKernel extends DelegatingKernels {
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

    static final class DroppedAccumulate extends DelegatingKernels {
        DroppedAccumulate(Kernels inner) {
            super(inner);
        }

        @Override
        public void conv2dBackwardData(Conv2dSpec spec, DeviceBuffer dy, DeviceBuffer w, GradientBuffer dx) {
            super.conv2dBackwardData(spec, dy, w, GradientBuffer.overwrite(dx.buffer()));
        }
    }

    static final class ForgottenImage extends DelegatingKernels {
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

    static final class ForgottenKernelImage extends DelegatingKernels {
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
}
