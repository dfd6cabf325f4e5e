package dev.menny.benchmarks.report;

import dev.menny.benchmarks.workload.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What peers reach on one AVX-512 core of a server once they are tuned. A peer far below it was not slow but started
 * with a broken setting, and a ratio to it would mean nothing.
 */
final class KnownPeers {
    private static final double TOO_SLOW = 0.5;
    // The ceilings of the core that they are known on.
    private static final Ceilings KNOWN_CORE = new Ceilings(247e9, 56e9);
    private static final String PYTORCH = "pytorch";
    private static final String DL4J = "dl4j";

    // By benchmark and sizes, in the unit of the figure.
    private static final Map<String, Map<String, Double>> KNOWN = Map.ofEntries(
            Map.entry("TrainStep.step simple 128 batch 16", Map.of(PYTORCH, 220.0, DL4J, 23.1)),
            Map.entry("TrainStep.step simple 512 batch 4", Map.of(PYTORCH, 6.0, DL4J, 1.2)),
            Map.entry("TrainStep.step complex 128 batch 16", Map.of(PYTORCH, 56.8, DL4J, 9.35)),
            Map.entry("TrainStep.step complex 512 batch 4", Map.of(PYTORCH, 1.72, DL4J, 0.475)),
            Map.entry("TrainStep.step complex 512 batch 16", Map.of(PYTORCH, 2.66, DL4J, 0.49)),
            Map.entry("Inference.latency complex 512 batch 1", Map.of(PYTORCH, 107.0, DL4J, 601.0)),
            Map.entry("Conv.forward 8x128x128x32-64", Map.of(PYTORCH, 181.0, DL4J, 87.0)),
            Map.entry("Conv.forward 8x64x64x64-128", Map.of(PYTORCH, 197.0, DL4J, 125.0)),
            Map.entry("Conv.forward 8x256x256x3-32", Map.of(PYTORCH, 74.0, DL4J, 15.0)),
            Map.entry("Conv.forwardAndGradients 8x128x128x32-64", Map.of(PYTORCH, 164.0, DL4J, 102.0)),
            Map.entry("Conv.forwardAndGradients 8x64x64x64-128", Map.of(PYTORCH, 182.0, DL4J, 129.0)));

    private KnownPeers() {}

    /**
     * One line for each peer that is less than half as fast as it is known to be.
     *
     * @param ceilings of one core of this machine, to which what is known is scaled down; empty if they are unknown
     */
    static List<String> warnings(List<Comparison> comparisons, Optional<Ceilings> ceilings) {
        double scale = ceilings.map(KnownPeers::scale).orElse(1.0);
        return comparisons.stream()
                .filter(comparison -> comparison.setting().equals(new Setting(Setting.CPU, 1, Setting.FP32)))
                .flatMap(comparison -> comparison.bySeconds().keySet().stream()
                        .flatMap(peer -> warning(comparison, peer, scale, ceilings.isPresent()).stream()))
                .toList();
    }

    private static double scale(Ceilings here) {
        return Math.min(1, Math.min(here.flops() / KNOWN_CORE.flops(), here.bytes() / KNOWN_CORE.bytes()));
    }

    private static Optional<String> warning(Comparison comparison, String peer, double scale, boolean isScaled) {
        String name = comparison.shortName() + " " + comparison.label();
        Double known = KNOWN.getOrDefault(name, Map.of()).get(peer);
        OptionalDouble seconds = comparison.seconds(peer);
        if (known == null || seconds.isEmpty()) {
            return Optional.empty();
        }
        Figure figure = Figure.of(comparison.work(), comparison.setting(), seconds.getAsDouble());
        double speed = figure.unit().equals("ms") ? known / figure.value() : figure.value() / known;
        return speed >= TOO_SLOW * scale
                ? Optional.empty()
                : Optional.of("%s: %s gave %s, known are %s on a core of %s GFLOP/s: %s"
                        .formatted(
                                name,
                                peer,
                                figure,
                                Figure.number(known),
                                Figure.number(KNOWN_CORE.flops() / Figure.GIGA),
                                isScaled ? "a broken setting?" : "a broken setting, or a slower core?"));
    }
}
