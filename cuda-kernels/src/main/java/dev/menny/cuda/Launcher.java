package dev.menny.cuda;

import dev.menny.backend.DeviceBuffer;
import dev.menny.cuda.driver.DevicePointer;
import dev.menny.cuda.driver.Kernel;
import dev.menny.cuda.driver.Module;
import dev.menny.cuda.driver.Stream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts our own kernels. */
final class Launcher {
    /** Elements that a thread takes at a time: 16 bytes of float32. */
    static final int PACK = 4;

    /** Threads of a block, for kernels that do not say otherwise. */
    static final int THREADS = 256;

    // Enough blocks to fill the device a few times over; kernels walk on from there in strides of the grid.
    private static final int BLOCKS_PER_MULTIPROCESSOR = 16;

    private final CommandQueue queue;
    private final Stream stream;
    private final Module module;
    private final int multiprocessors;

    private record Launch(Stream stream, Kernel kernel, Grid grid, List<Number> arguments) implements Command {
        @Override
        public void issue() {
            kernel.launch(stream, grid.blocks(), grid.rows(), grid.threads(), arguments);
        }
    }

    /**
     * How many threads run a kernel.
     *
     * @param rows how many times so many blocks: the grid's y
     */
    record Grid(int blocks, int rows, int threads) {
        static Grid of(int blocks, int threads) {
            return new Grid(blocks, 1, threads);
        }

        Grid times(int count) {
            return new Grid(blocks, count, threads);
        }
    }

    Launcher(CommandQueue queue, Stream stream, Module module, int multiprocessors) {
        this.queue = queue;
        this.stream = stream;
        this.module = module;
        this.multiprocessors = multiprocessors;
    }

    /** A grid for a kernel whose threads take a pack of so many elements each. */
    Grid overPacks(long elements) {
        return over(Math.ceilDiv(elements, PACK));
    }

    /** A grid for a kernel whose threads take one of so many items each. */
    Grid over(long items) {
        long blocks = Math.ceilDiv(items, THREADS);
        return Grid.of((int) Math.clamp(blocks, 1, (long) multiprocessors * BLOCKS_PER_MULTIPROCESSOR), THREADS);
    }

    /**
     * A grid for a kernel that gains nothing from more blocks than the device runs at once.
     *
     * @param useful how many blocks find something to do
     * @param perMultiprocessor the most blocks that a multiprocessor runs at once
     */
    Grid atMost(long useful, int perMultiprocessor, int threads) {
        return Grid.of((int) Math.clamp(useful, 1, (long) multiprocessors * perMultiprocessor), threads);
    }

    /**
     * Starts a kernel.
     *
     * @param arguments in the kernel's order: buffers, pointers, null for no buffer, numbers, truths
     */
    void run(String kernel, Grid grid, @Nullable Object... arguments) {
        List<Number> numbers = Arrays.stream(arguments).map(Launcher::number).toList();
        // Finding a kernel needs the device as well, at its first use.
        queue.exclusively(() -> queue.submit(new Launch(stream, module.kernel(kernel), grid, numbers)));
    }

    private static Number number(@Nullable Object argument) {
        return switch (argument) {
            case null -> 0L;
            case DeviceBuffer buffer -> CudaBuffer.of(buffer).pointer().address();
            case DevicePointer pointer -> pointer.address();
            case Boolean truth -> truth ? 1 : 0;
            case Number number -> number;
            default -> throw new IllegalArgumentException("no kernel takes a " + argument.getClass());
        };
    }
}
