package dev.menny.benchmarks.run;

import java.util.List;
import java.util.Map;

/**
 * The sizes that are measured, on all devices alike, where a GPU takes part and nobody asks for others: batches of 64, as
 * fewer pictures leave a GPU idle.
 */
final class GpuSizes {
    private static final Map<String, Map<String, List<String>>> SIZES = Map.of(
            "ConvBenchmark", Map.of("size", List.of("64x128x128x32-64", "64x64x64x64-128", "64x256x256x3-32")),
            "LinearBenchmark", Map.of("batch", List.of("64")),
            "TrainStepBenchmark", Map.of("batch", List.of("64")));

    private GpuSizes() {}

    /** Values of a benchmark's parameter, or those that it has anyway. */
    static List<String> of(String simpleName, String parameter, List<String> otherwise) {
        String benchmark = simpleName.substring(0, simpleName.indexOf('.'));
        return SIZES.getOrDefault(benchmark, Map.of()).getOrDefault(parameter, otherwise);
    }
}
