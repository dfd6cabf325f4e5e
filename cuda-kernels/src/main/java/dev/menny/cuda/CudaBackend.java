package dev.menny.cuda;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.Kernels;
import dev.menny.backend.Precision;
import dev.menny.cuda.driver.Blas;
import dev.menny.cuda.driver.CudaException;
import dev.menny.cuda.driver.DataType;
import dev.menny.cuda.driver.Dnn;
import dev.menny.cuda.driver.Gpu;
import dev.menny.cuda.driver.Module;
import dev.menny.cuda.driver.Products;
import dev.menny.cuda.driver.Stream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** The GPU, ready to compute: one stream for everything, and what is needed to give it work. */
final class CudaBackend implements Backend {
    static final String NAME = "cuda";

    // cuDNN's algorithms may work in this share of the memory.
    private static final int WORKSPACE_SHARE = 16;

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final Gpu gpu;
    private final Precision precision;
    private final boolean deterministic;
    private final CommandQueue queue;
    private final Uploads uploads;
    private final StepNumbers numbers;
    private final CudaMemory memory;
    private final CudaKernels kernels;

    /** @param ptx our kernels */
    CudaBackend(Gpu gpu, byte[] ptx, BackendOptions options) {
        try {
            this.gpu = closing(gpu);
            this.precision = chosen(options.precision(), gpu);
            this.deterministic = options.deterministic();
            Stream stream = closing(new Stream());
            queue = closing(new CommandQueue(gpu, stream));
            DeviceBlocks blocks = closing(new DeviceBlocks(queue, gpu));
            uploads = closing(new Uploads(queue, stream));
            Downloads downloads = closing(new Downloads(queue, stream));
            AheadUploads ahead = closing(new AheadUploads(queue, stream));
            numbers = new StepNumbers(uploads, queue, blocks.take(StepNumbers.bytes()));
            DataType factors = precision == Precision.BF16 ? DataType.BF16 : DataType.F32;
            BufferKind activations = precision == Precision.BF16 ? BufferKind.BF16 : BufferKind.F32;
            memory = new CudaMemory(queue, stream, blocks, uploads, downloads, ahead, activations);
            Workspaces workspaces = closing(new Workspaces(blocks, queue, memory));
            Launcher launcher = new Launcher(queue, stream, closing(new Module(ptx)), gpu.multiprocessors());
            Blas blas = closing(new Blas(stream, precision == Precision.TF32, blocks.take(Blas.WORKSPACE_BYTES)));
            ConvolutionPlans plans = closing(new ConvolutionPlans(
                    closing(new Dnn(stream)),
                    factors,
                    products(precision),
                    deterministic,
                    queue,
                    workspaces,
                    gpu.totalBytes() / WORKSPACE_SHARE,
                    blocks::freeBytes));
            kernels = new CudaKernels(
                    queue,
                    workspaces,
                    KernelFamilies.of(queue, launcher, numbers, workspaces, downloads, plans, blas, factors));
        } catch (RuntimeException e) {
            closeAll(e);
            throw e;
        }
    }

    private <T extends AutoCloseable> T closing(T resource) {
        toClose.push(resource);
        return resource;
    }

    private static Precision chosen(Precision wanted, Gpu gpu) {
        if (wanted != Precision.AUTO) {
            return wanted;
        }
        return Gpu.multipliesRounded(gpu.computeCapability()) ? Precision.TF32 : Precision.FP32;
    }

    private static Products products(Precision precision) {
        return switch (precision) {
            case TF32 -> Products.TF32;
            case BF16 -> Products.TENSOR_CORES;
            case AUTO, FP32 -> Products.FP32;
        };
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "cuda (%s%s)".formatted(gpu, deterministic ? ", deterministic" : "");
    }

    @Override
    public DeviceMemory memory() {
        return memory;
    }

    @Override
    public Kernels kernels() {
        return kernels;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public boolean prefersRawPixels() {
        return true;
    }

    @Override
    public <T> T step(Supplier<T> body) {
        return queue.step(this::beginStep, body);
    }

    private void beginStep() {
        uploads.beginStep();
        numbers.beginStep();
    }

    @Override
    public void synchronize() {
        queue.synchronize();
    }

    @Override
    public void close() {
        if (toClose.isEmpty()) {
            return;
        }
        queue.exclusively(() -> {
            RuntimeException failure = new CudaException("the GPU could not be left in order");
            try {
                queue.synchronize();
                queue.forgetSteps();
            } catch (CudaException e) {
                failure.addSuppressed(e);
            }
            closeAll(failure);
            if (failure.getSuppressed().length > 0) {
                throw failure;
            }
        });
    }

    /** Closes what there is, the last first, whatever goes wrong on the way. */
    private void closeAll(RuntimeException failure) {
        while (!toClose.isEmpty()) {
            try {
                toClose.pop().close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }
}
