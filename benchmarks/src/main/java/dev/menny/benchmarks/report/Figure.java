package dev.menny.benchmarks.report;

import dev.menny.benchmarks.workload.AdamWWork;
import dev.menny.benchmarks.workload.ConvWork;
import dev.menny.benchmarks.workload.LinearWork;
import dev.menny.benchmarks.workload.NetworkWork;
import dev.menny.benchmarks.workload.Setting;
import dev.menny.benchmarks.workload.Work;
import java.util.Locale;

/**
 * A measurement in the unit that people know for such work.
 *
 * @param value how much
 * @param unit of what
 */
public record Figure(double value, String unit) {
    /** What a prefix stands for. */
    public static final double GIGA = 1e9;

    private static final double MILLI = 1e-3;

    /** What {@code seconds} for one operation of some work mean. */
    static Figure of(Work work, Setting setting, double seconds) {
        return switch (work) {
            case ConvWork conv -> gflops(conv, seconds);
            // A few rows against 1 GiB of weights: the memory decides.
            case LinearWork linear -> gigabytes(linear, setting, seconds);
            case AdamWWork adamW -> gigabytes(adamW, setting, seconds);
            case NetworkWork network ->
                network.pass() == NetworkWork.Pass.INFERENCE
                        ? new Figure(seconds / MILLI, "ms")
                        : new Figure(network.images() / seconds, "images/s");
        };
    }

    private static Figure gigabytes(Work work, Setting setting, double seconds) {
        return new Figure(work.bytes(setting.activationBytes()) / seconds / GIGA, "GB/s");
    }

    private static Figure gflops(Work work, double seconds) {
        return new Figure(work.flops() / seconds / GIGA, work.effective() ? "GFLOP/s eff." : "GFLOP/s");
    }

    /** A number with as many digits as a reader can use. */
    public static String number(double value) {
        if (Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }

    @Override
    public String toString() {
        return number(value) + " " + unit;
    }
}
