package dev.menny.benchmarks.gpureport;

import dev.menny.benchmarks.nvidia.GpuPeaks;
import dev.menny.benchmarks.nvidia.NvidiaException;

/** Prints the GPU's ceilings, a line each as soon as it is known. */
final class PeaksProbe {
    /** What a line begins with. */
    static final String PEAK = Contestant.PROMPT + "peak ";

    private PeaksProbe() {}

    /** @param words bytes of a copy, rows of a matrix */
    public static void main(String[] words) {
        try (GpuPeaks peaks = new GpuPeaks()) {
            System.out.println(PEAK + peaks.copy(Long.parseLong(words[0])));
            peaks.products(Integer.parseInt(words[1])).forEach(peak -> System.out.println(PEAK + peak));
        } catch (NvidiaException e) {
            System.out.println("no ceilings: " + e.getMessage());
            System.exit(2);
        }
    }
}
