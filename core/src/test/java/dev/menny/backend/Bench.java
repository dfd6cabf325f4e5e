package dev.menny.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Where one operation is tried on one backend: it hands out inputs and destinations, then collects what came out.
 * Destinations that a kernel overwrites are full of NaN before, so that an element left out or added to shows.
 */
final class Bench {
    // Larger than what the cases' kernels borrow; smaller requests get the same block back.
    private static final long DIRTY_SCRATCH = 1 << 16;

    private final Backend backend;
    private final Conditions conditions;
    private final List<GuardedBuffer> inputs = new ArrayList<>();
    private final List<GuardedBuffer> destinations = new ArrayList<>();
    private final List<GuardedMask> masks = new ArrayList<>();
    private final Map<String, Outcome> pending = new LinkedHashMap<>();

    /** Reads a destination once the operation is done. */
    @FunctionalInterface
    private interface Outcome {
        Result read();
    }

    Bench(Backend backend) {
        this(backend, Conditions.PLAIN);
    }

    Bench(Backend backend, Conditions conditions) {
        this.backend = backend;
        this.conditions = conditions;
    }

    Kernels kernels() {
        return backend.kernels();
    }

    /** Runs an operation and returns its results by name, after checking that it changed nothing else. */
    Map<String, Result> run(ContractCase operation) {
        try (Scratch scratch = kernels().scratch(DIRTY_SCRATCH)) {
            backend.memory().fill(scratch.buffer(), Float.NaN);
        }
        operation.operation().accept(this);
        backend.synchronize();
        inputs.forEach(GuardedBuffer::assertUnchanged);
        destinations.forEach(GuardedBuffer::assertGuardsIntact);
        masks.forEach(GuardedMask::assertGuardsIntact);
        Map<String, Result> results = new LinkedHashMap<>();
        pending.forEach((name, outcome) -> results.put(name, outcome.read()));
        inputs.forEach(GuardedBuffer::release);
        destinations.forEach(GuardedBuffer::release);
        masks.forEach(GuardedMask::release);
        return results;
    }

    /** An input, uniform in [-1, 1). */
    DeviceBuffer input(String name, long length) {
        return input(name, Data.uniform(name, length));
    }

    /** An input of the given values. */
    DeviceBuffer input(String name, float[] values) {
        GuardedBuffer buffer = new GuardedBuffer(backend.memory(), name, values, conditions.front());
        inputs.add(buffer);
        return buffer.inner();
    }

    /** An input of bytes. */
    DeviceBuffer bytes(String name, byte[] values) {
        GuardedMask bytes = guardedMask(name, values.length);
        backend.memory().upload(values, bytes.inner());
        bytes.freeze();
        return bytes.inner();
    }

    /** Class numbers in [0, classes). */
    DeviceBuffer labels(int n, int classes) {
        return ints(Data.labels(n, classes));
    }

    /** An input of integers. */
    DeviceBuffer ints(int[] values) {
        DeviceBuffer block = backend.memory().allocate(BufferKind.I32, values.length + conditions.front());
        DeviceBuffer ints = block.slice(conditions.front(), values.length);
        backend.memory().upload(values, ints);
        return ints;
    }

    /** A destination that is overwritten with sums of so many terms. */
    DeviceBuffer output(String name, long length, long terms) {
        return destination(name, notANumber(length), buffer -> floats(buffer, terms));
    }

    /** A destination that is overwritten with values that no rounding touches. */
    DeviceBuffer exactOutput(String name, long length) {
        return destination(name, notANumber(length), buffer -> new Result.ExactFloats(buffer.content()));
    }

    /** A gradient that sums so many terms, overwritten or added to. */
    GradientBuffer gradient(String name, long length, boolean accumulate, long terms) {
        return accumulate
                ? new GradientBuffer(updated(name, Data.uniform("before " + name, length), terms + 1), true)
                : GradientBuffer.overwrite(output(name, length, terms));
    }

    /** A buffer that the operation reads and changes. */
    DeviceBuffer updated(String name, float[] before, long terms) {
        return destination(name, before, buffer -> floats(buffer, terms));
    }

    private Result floats(GuardedBuffer buffer, long terms) {
        return new Result.Floats(buffer.content(), terms, conditions.rounding());
    }

    /** What a kernel returned. */
    void returned(String name, double sum) {
        pending.put(name, () -> new Result.Sum(sum));
    }

    /** A mask to be written from values that all backends see alike. */
    DeviceBuffer exactMask(String name, long length) {
        GuardedMask mask = guardedMask(name, length);
        pending.put(name, () -> new Result.ExactMask(mask.content()));
        return mask.inner();
    }

    /**
     * A mask to be written by a fused block.
     *
     * @param z the block's convolution, computed on this bench: what the reference's mask is decided by
     */
    DeviceBuffer blockMask(String name, ConvBlockSpec spec, DeviceBuffer z) {
        GuardedMask mask = guardedMask(name, Sizes.y(spec.pool()));
        pending.put(name, () -> {
            float[] values = new float[Math.toIntExact(spec.conv().outputLength())];
            backend.memory().download(z, values, 0, values.length);
            return new Result.BlockMask(mask.content(), values, spec, conditions.rounding());
        });
        return mask.inner();
    }

    /** A mask to read, the same on all backends: that of pooling uniform values. */
    DeviceBuffer mask(String name, Pool2dSpec spec) {
        GuardedMask mask = guardedMask(name, Sizes.y(spec));
        DeviceBuffer z = input(name + " source", Sizes.x(spec));
        kernels().reluPoolForward(spec, z, output(name + " pooled", Sizes.y(spec), 4), mask.inner());
        mask.freeze();
        return mask.inner();
    }

    private GuardedMask guardedMask(String name, long length) {
        GuardedMask mask = new GuardedMask(backend, name, Math.toIntExact(length), conditions.front());
        masks.add(mask);
        return mask;
    }

    private DeviceBuffer destination(String name, float[] before, Function<GuardedBuffer, Result> reader) {
        GuardedBuffer buffer = new GuardedBuffer(backend.memory(), name, before, conditions.front());
        destinations.add(buffer);
        pending.put(name, () -> reader.apply(buffer));
        return buffer.inner();
    }

    private static float[] notANumber(long length) {
        float[] values = new float[Math.toIntExact(length)];
        Arrays.fill(values, Float.NaN);
        return values;
    }
}
