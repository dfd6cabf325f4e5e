package dev.menny.cuda.setup;

import java.util.Locale;

/**
 * What the driver says about a GPU.
 *
 * @param ordinal its number among the GPUs that this process sees, from 0
 * @param name such as NVIDIA H200
 * @param major compute capability before the point
 * @param minor compute capability behind the point
 * @param memoryBytes its whole memory
 */
public record GpuDescription(int ordinal, String name, int major, int minor, long memoryBytes) {
    /** The oldest compute capability that Menny's kernels run on: Turing. */
    static final String OLDEST = "7.5";

    private static final double BYTES_PER_GIB = 1 << 30;

    /** Such as 9.0. */
    public String computeCapability() {
        return major + "." + minor;
    }

    /** True if Menny's kernels run on it. */
    public boolean isSupported() {
        return 10 * major + minor >= 75;
    }

    /** One line for people. */
    public String description() {
        return String.format(
                Locale.ROOT,
                "GPU %d: %s, compute capability %s, %.1f GiB",
                ordinal,
                name,
                computeCapability(),
                memoryBytes / BYTES_PER_GIB);
    }
}
