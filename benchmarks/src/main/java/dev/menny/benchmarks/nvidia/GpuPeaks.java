package dev.menny.benchmarks.nvidia;

import dev.menny.benchmarks.nvidia.Cublas.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What the first GPU does at best: copying within its memory, and multiplying matrices. */
public final class GpuPeaks implements AutoCloseable {
    private static final int WINDOWS = 7;
    private static final int PER_WINDOW = 10;
    private static final int BF16_SHIFT = 16;
    private static final long SEED = 1;

    private final CudaDriver driver = new CudaDriver();

    /**
     * The rate of something.
     *
     * @param pattern {@code copy} or {@code matrix}
     * @param precision of a product; empty for a copy
     * @param perSecond bytes, read and written ones both counted, or operations
     * @param by what reached it
     */
    public record Peak(String pattern, String precision, double perSecond, String by) {
        @Override
        public String toString() {
            return "%s %s %s %s"
                    .formatted(pattern, precision.isEmpty() ? "-" : precision, Double.toString(perSecond), by);
        }
    }

    /**
     * The bandwidth of copies.
     *
     * @param bytes of each copy, far more than the cache holds
     */
    public Peak copy(long bytes) {
        long source = driver.allocate(bytes);
        long destination = driver.allocate(bytes);
        double seconds = median(() -> driver.copy(source, destination, bytes));
        driver.release(source);
        driver.release(destination);
        return new Peak("copy", "", 2.0 * bytes / seconds, "cuMemcpyDtoD");
    }

    /**
     * The rates of products of random matrices: of zeros they may be faster.
     *
     * @param n rows and columns
     */
    public List<Peak> products(int n) {
        List<Peak> peaks = new ArrayList<>();
        try (Arena arena = Arena.ofShared()) {
            Cublas cublas = new Cublas(arena);
            for (Kind kind : Kind.values()) {
                long bytes = (long) n * n * kind.bytes();
                long a = random(n, kind, SEED);
                long b = random(n, kind, SEED + 1);
                long c = driver.allocate(bytes);
                double seconds = median(() -> cublas.multiply(kind, n, a, b, c));
                peaks.add(new Peak(
                        "matrix", kind.name().toLowerCase(Locale.ROOT), 2.0 * n * n * n / seconds, cublas.name()));
                List.of(a, b, c).forEach(driver::release);
            }
        }
        return peaks;
    }

    private long random(int n, Kind kind, long seed) {
        long elements = (long) n * n;
        long address = driver.allocate(elements * kind.bytes());
        SplittableRandom random = new SplittableRandom(seed);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(elements * kind.bytes(), Float.BYTES);
            for (long i = 0; i < elements; i++) {
                float value = (random.nextInt() >> 8) * 0x1p-23f;
                if (kind == Kind.BF16) {
                    values.setAtIndex(
                            ValueLayout.JAVA_SHORT, i, (short) (Float.floatToRawIntBits(value) >>> BF16_SHIFT));
                } else {
                    values.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
                }
            }
            driver.upload(values, address);
        }
        return address;
    }

    /** Median seconds of one operation over some windows of several, after one window that does not count. */
    private double median(Runnable operation) {
        List<Double> seconds = new ArrayList<>();
        for (int window = 0; window <= WINDOWS; window++) {
            seconds.add(driver.seconds(() -> {
                        for (int i = 0; i < PER_WINDOW; i++) {
                            operation.run();
                        }
                    })
                    / PER_WINDOW);
        }
        return seconds.subList(1, seconds.size()).stream().sorted().toList().get(WINDOWS / 2);
    }

    @Override
    public void close() {
        driver.close();
    }
}
