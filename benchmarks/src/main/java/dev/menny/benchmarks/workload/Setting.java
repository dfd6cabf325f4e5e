package dev.menny.benchmarks.workload;

/**
 * What work is done on.
 *
 * @param device {@code cpu}, {@code scalar}, {@code reference}, {@code cuda}, …
 * @param threads CPU threads; a GPU ignores them
 * @param precision what floats are multiplied in: {@code fp32}, {@code tf32}, {@code bf16}, or {@code auto}
 */
public record Setting(String device, int threads, String precision) {
    /** The device that every library has. */
    public static final String CPU = "cpu";

    /** The GPU. */
    public static final String CUDA = "cuda";

    /** The precision that every device has. */
    public static final String FP32 = "fp32";

    /** The precision in which activations take half the memory. */
    public static final String BF16 = "bf16";

    private static final int BF16_BYTES = 2;

    /** True for the setting that every library can be measured on, whatever the number of threads. */
    public boolean isPlainCpu() {
        return device.equals(CPU) && precision.equals(FP32);
    }

    /** True for a device with a memory and a cache of its own, which needs larger work to be busy. */
    public boolean isGpu() {
        return isGpu(device);
    }

    /** True if this names such a device. */
    public static boolean isGpu(String device) {
        return device.equals(CUDA);
    }

    /** Bytes of an activation in memory; parameters always take four. */
    public int activationBytes() {
        return precision.equals(BF16) ? BF16_BYTES : Float.BYTES;
    }
}
