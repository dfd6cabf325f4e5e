package dev.menny.benchmarks.report;

import dev.menny.benchmarks.machine.MachineCost;
import dev.menny.benchmarks.workload.Setting;
import dev.menny.benchmarks.workload.Work;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What a machine can do at best with some number of threads (Williams, Waterman and Patterson, "Roofline: An Insightful
 * Visual Performance Model for Multicore Architectures", 2009).
 *
 * @param flops floating point operations a second
 * @param bytes bytes a second between memory and cores, by the best of the patterns that were measured
 */
record Ceilings(double flops, double bytes) {
    /** The ceilings that measurements of the machine give; empty if one of the two is missing. */
    static Optional<Ceilings> of(List<Measurement> measurements, int threads) {
        List<Measurement> machine = measurements.stream()
                .filter(measurement -> measurement.isOfMachine()
                        && measurement.parameter("threads").equals(Integer.toString(threads)))
                .toList();
        OptionalDouble flops = best(machine, MachineCost::flops);
        OptionalDouble bytes = best(machine, MachineCost::bytes);
        return flops.isPresent() && bytes.isPresent()
                ? Optional.of(new Ceilings(flops.getAsDouble(), bytes.getAsDouble()))
                : Optional.empty();
    }

    private static OptionalDouble best(List<Measurement> machine, ToDoubleFunction<MachineCost> amount) {
        return machine.stream()
                .mapToDouble(measurement -> amount.applyAsDouble(cost(measurement)) / measurement.median())
                .filter(rate -> rate > 0)
                .max();
    }

    static MachineCost cost(Measurement machine) {
        return MachineCost.of(
                machine.benchmark().substring(machine.benchmark().indexOf('.') + 1),
                Integer.parseInt(machine.parameter("threads")),
                Integer.parseInt(machine.parameter("floats")));
    }

    /** True if the core, not the memory, is what this work must wait for. */
    boolean isBoundByCore(Work work) {
        return work.flops() / flops > work.bytes() / bytes;
    }

    /** The least seconds that one operation can take, by the direct algorithm. */
    double leastSeconds(Work work) {
        return Math.max(work.flops() / flops, work.bytes() / bytes);
    }

    /** True for what was measured where these ceilings hold: on the CPU. */
    static boolean applyTo(Setting setting) {
        return !setting.isGpu() && setting.precision().equals(Setting.FP32);
    }
}
