package dev.menny.benchmarks.machine;

/**
 * What one operation of a machine's benchmark moves or computes.
 *
 * @param flops floating point operations, or 0
 * @param bytes bytes between memory and core, or 0
 */
public record MachineCost(double flops, double bytes) {
    /** Floats of each array unless a parameter says otherwise: four times what large caches hold. */
    public static final String ARRAY = "67108864";

    /** Multiply-adds of one thread; a multiple of all numbers of lanes, and no matter of the machine that reports. */
    static final int FMA_FLOPS = 768_000_000;

    /**
     * The cost of one of {@link Machine}'s methods.
     *
     * @param method its name
     * @param threads how many ran it
     * @param floats length of an array
     */
    public static MachineCost of(String method, int threads, int floats) {
        double array = Float.BYTES * (double) floats;
        return switch (method) {
            case "fma" -> new MachineCost((double) threads * FMA_FLOPS, 0);
            case "read" -> new MachineCost(0, array);
            case "copy", "update" -> new MachineCost(0, 2 * array);
            case "triad" -> new MachineCost(0, 3 * array);
            default -> throw new IllegalArgumentException("no cost is known for " + method);
        };
    }
}
