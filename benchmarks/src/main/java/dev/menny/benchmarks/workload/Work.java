package dev.menny.benchmarks.workload;

/**
 * One operation of a benchmark, described by numbers alone. What it costs is a matter of the work, not of who does it:
 * so all contestants are measured by the same numbers.
 */
public sealed interface Work permits ConvWork, LinearWork, AdamWWork, NetworkWork {
    /** Floating point operations of the direct algorithm, a multiplication and an addition counting two. */
    double flops();

    /** Bytes that must pass between memory and core at least: each input read once, each result written once. */
    default double bytes() {
        return bytes(Float.BYTES);
    }

    /**
     * The same where an activation is stored in fewer bytes than a parameter.
     *
     * @param activationBytes of one activation or its gradient
     */
    double bytes(int activationBytes);

    /** True where an algorithm may get by with fewer operations than {@link #flops}, as Winograd's does. */
    boolean effective();

    /** Pictures of one operation, or 0 where the work knows none. */
    default int images() {
        return 0;
    }
}
