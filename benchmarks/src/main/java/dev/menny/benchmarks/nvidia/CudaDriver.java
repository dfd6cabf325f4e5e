package dev.menny.benchmarks.nvidia;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The first GPU, as far as measuring its ceilings needs it. Everything happens in the order in which it is asked for. */
public final class CudaDriver implements AutoCloseable {
    private static final int FIRST = 0;
    private static final int L2_BYTES_ATTRIBUTE = 38;
    private static final MemorySegment DEFAULT_STREAM = MemorySegment.NULL;
    private static final double MILLI = 1e-3;

    private final Arena arena = Arena.ofConfined();
    private final NativeLibrary cuda;
    private final int device;

    /**
     * Opens it, and takes its primary context, which it shares with whoever else in this process computes on it.
     *
     * @throws NvidiaException if there is none
     */
    public CudaDriver() {
        cuda = NativeLibrary.first(arena, List.of("libcuda.so.1"));
        call("cuInit", List.of(JAVA_INT), 0);
        MemorySegment number = arena.allocate(JAVA_INT);
        call("cuDeviceGet", List.of(ADDRESS, JAVA_INT), number, FIRST);
        device = number.get(JAVA_INT, 0);
        MemorySegment context = arena.allocate(ADDRESS);
        call("cuDevicePrimaryCtxRetain", List.of(ADDRESS, JAVA_INT), context, device);
        call("cuCtxSetCurrent", List.of(ADDRESS), context.get(ADDRESS, 0));
    }

    private void call(String function, List<MemoryLayout> parameters, Object... arguments) {
        cuda.call(function, parameters, arguments);
    }

    /** Bytes of its second-level cache. */
    public int cacheBytes() {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment value = call.allocate(JAVA_INT);
            call("cuDeviceGetAttribute", List.of(ADDRESS, JAVA_INT, JAVA_INT), value, L2_BYTES_ATTRIBUTE, device);
            return value.get(JAVA_INT, 0);
        }
    }

    /** Bytes of its memory that are in use, by anybody. */
    public long usedBytes() {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment free = call.allocate(JAVA_LONG);
            MemorySegment total = call.allocate(JAVA_LONG);
            call("cuMemGetInfo_v2", List.of(ADDRESS, ADDRESS), free, total);
            return total.get(JAVA_LONG, 0) - free.get(JAVA_LONG, 0);
        }
    }

    /** Takes memory; it is given back when the process ends. */
    long allocate(long bytes) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment address = call.allocate(JAVA_LONG);
            call("cuMemAlloc_v2", List.of(ADDRESS, JAVA_LONG), address, bytes);
            return address.get(JAVA_LONG, 0);
        }
    }

    void release(long address) {
        call("cuMemFree_v2", List.of(JAVA_LONG), address);
    }

    void upload(MemorySegment source, long destination) {
        call("cuMemcpyHtoD_v2", List.of(JAVA_LONG, ADDRESS, JAVA_LONG), destination, source, source.byteSize());
    }

    /** Starts copying from this memory to this memory. */
    void copy(long source, long destination, long bytes) {
        call(
                "cuMemcpyDtoDAsync_v2",
                List.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS),
                destination,
                source,
                bytes,
                DEFAULT_STREAM);
    }

    /** Seconds that the GPU takes for what a body asks of it, by its own clock. */
    double seconds(Runnable body) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment before = event(call);
            MemorySegment after = event(call);
            record(before);
            body.run();
            record(after);
            call("cuEventSynchronize", List.of(ADDRESS), after);
            MemorySegment milliseconds = call.allocate(JAVA_FLOAT);
            call("cuEventElapsedTime", List.of(ADDRESS, ADDRESS, ADDRESS), milliseconds, before, after);
            call("cuEventDestroy_v2", List.of(ADDRESS), before);
            call("cuEventDestroy_v2", List.of(ADDRESS), after);
            return milliseconds.get(JAVA_FLOAT, 0) * MILLI;
        }
    }

    private MemorySegment event(Arena call) {
        MemorySegment event = call.allocate(ADDRESS);
        call("cuEventCreate", List.of(ADDRESS, JAVA_INT), event, 0);
        return event.get(ADDRESS, 0);
    }

    private void record(MemorySegment event) {
        call("cuEventRecord", List.of(ADDRESS, ADDRESS), event, DEFAULT_STREAM);
    }

    /** Gives the context back. */
    @Override
    public void close() {
        call("cuDevicePrimaryCtxRelease_v2", List.of(JAVA_INT), device);
        arena.close();
    }
}
