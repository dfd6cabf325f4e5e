package dev.menny.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.benchmarks.StandInGpu;
import dev.menny.benchmarks.workload.Works;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs, on sizes that take no time. */
class SmokeTest {
    private static final OutputFormat SILENT = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);

    @BeforeAll
    static void doNotWaitForOtherBenchmarks() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @ParameterizedTest
    @CsvSource({
        "ConvBenchmark, 6, size=2x8x8x16-16",
        "ConvBenchmark, 6, size=2x8x8x16-16 device=scalar threads=2",
        "ConvBenchmark.f, 2, size=2x8x8x3-16 device=reference",
        "ConvBenchmark, 6, size=2x8x8x16-16 device=cuda precision=bf16",
        "TrainStepBenchmark, 2, model=complex size=16 batch=2 device=cuda precision=tf32",
        "ConvBenchmark.blockF, 2, size=2x8x8x3-16",
        "LinearBenchmark, 3, size=64-16 batch=3",
        "AdamWBenchmark, 1, size=1000",
        "InferenceBenchmark, 1, model=simple size=16",
        "TrainStepBenchmark, 2, model=simple size=16 batch=2",
        "TrainStepBenchmark, 2, model=complex size=16 batch=2",
        "MachineBenchmark, 5, floats=4096 threads=1",
        "MachineBenchmark, 5, floats=4096 threads=2",
    })
    void runs(String benchmarks, int methods, String parameters) throws Exception {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmarks)
                .forks(0)
                .mode(Mode.SingleShotTime)
                .warmupIterations(0)
                .measurementIterations(1)
                .shouldFailOnError(true);
        for (String parameter : parameters.split(" ", -1)) {
            String[] parts = parameter.split("=", -1);
            options.param(parts[0], parts[1]);
        }

        try (AutoCloseable _ = StandInGpu.on()) {
            Collection<RunResult> results = new Runner(options.build(), SILENT).run();

            assertThat(results)
                    .hasSize(methods)
                    .allSatisfy(result ->
                            assertThat(result.getPrimaryResult().getScore()).isPositive());
        }
    }

    static Stream<BenchmarkListEntry> benchmarks() {
        return BenchmarkList.defaultList().getAll(SILENT, List.of()).stream();
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void hasKnownWork(BenchmarkListEntry entry) {
        Map<String, String> first = new HashMap<>();
        entry.getParams().orElse(Map.of()).forEach((name, values) -> first.put(name, values[0]));
        if (!entry.getUsername().contains("MachineBenchmark")) {
            assertThat(Works.of(entry.getUsername(), first).flops()).isPositive();
            assertThat(Works.of(entry.getUsername(), first).bytes()).isPositive();
        }
    }

    @Test
    void noBenchmarkIsMissing() {
        Set<String> classes = benchmarks()
                .map(entry -> Works.simpleName(entry.getUsername()).replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());
        assertThat(classes)
                .containsExactlyInAnyOrder(
                        "ConvBenchmark",
                        "LinearBenchmark",
                        "AdamWBenchmark",
                        "InferenceBenchmark",
                        "TrainStepBenchmark",
                        "MachineBenchmark");
    }
}
