package dev.menny.benchmarks.workload;

/**
 * What work is done on.
 *
 * @param device {@code cpu}, {@code scalar}, {@code reference}, …
 * @param threads CPU threads
 * @param precision what floats are computed in: {@code fp32}
 */
public record Setting(String device, int threads, String precision) {
    /** The device that every library has. */
    public static final String CPU = "cpu";

    /** The precision that every device has. */
    public static final String FP32 = "fp32";

    /** True for the setting that every library can be measured on, whatever the number of threads. */
    public boolean isPlainCpu() {
        return device.equals(CPU) && precision.equals(FP32);
    }
}
