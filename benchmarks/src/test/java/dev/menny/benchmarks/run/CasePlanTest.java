package dev.menny.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.benchmarks.StandInGpu;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.VerboseMode;

class CasePlanTest {
    private static List<String> titles(String... words) throws CommandLineOptionException {
        return CasePlan.of(
                        new CommandLineOptions(words),
                        List.of(words),
                        OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT))
                .stream()
                .map(Case::title)
                .toList();
    }

    @Test
    void trainingsAreThoseOfTheTable() throws CommandLineOptionException {
        assertThat(titles("TrainStepBenchmark.step", "-p", "library=menny"))
                .hasSize(5)
                .noneMatch(title -> title.contains("model=simple size=512 batch=16"));
    }

    @Test
    void oneParameterKeepsTheRowsThatAgree() throws CommandLineOptionException {
        assertThat(titles("TrainStepBenchmark.step", "-p", "library=menny", "-p", "model=simple"))
                .hasSize(2)
                .allMatch(title -> title.contains("model=simple"));
    }

    @Test
    void whoAsksForSomethingElseGetsIt() throws CommandLineOptionException {
        assertThat(titles("TrainStepBenchmark.step", "-p", "size=64", "-p", "model=simple", "-p", "batch=3"))
                .containsExactly(
                        "TrainStepBenchmark.step library=menny model=simple size=64 batch=3 device=cpu threads=1"
                                + " precision=fp32");
    }

    @Test
    void nobodyIsAskedForWhatHeCannotDo() throws CommandLineOptionException {
        assertThat(titles("ConvBenchmark.forward$", "ConvBenchmark.backwardData"))
                .hasSize(3 + 2)
                .allMatch(title -> title.contains("library=menny"));
        assertThat(titles("AdamW", "-p", "library=menny,c", "-p", "threads=2"))
                .singleElement()
                .asString()
                .contains("library=menny", "threads=2");
    }

    @Test
    void aGpuAndTheCpuBesideItDoTheSameLargerWork() throws Exception {
        try (AutoCloseable _ = StandInGpu.on()) {
            assertThat(titles("Conv.*\\.forward$", "-p", "device=cpu,cuda", "-p", "threads=2,1"))
                    .hasSize(3 * 3)
                    .allMatch(title -> title.contains("size=64x"))
                    .noneMatch(title -> title.contains("device=cuda threads=1"));
            assertThat(titles("TrainStepBenchmark.step", "-p", "device=cuda"))
                    .hasSize(4)
                    .allMatch(title -> title.contains("batch=64"));
            assertThat(titles("Conv.*\\.forward$", "-p", "device=cuda", "-p", "size=2x8x8x16-16"))
                    .singleElement()
                    .asString()
                    .contains("size=2x8x8x16-16");
        }
    }

    @Test
    void theCpuIsLeftOutOfWhatOnlyAGpuKnows() throws Exception {
        try (AutoCloseable _ = StandInGpu.on()) {
            assertThat(titles("Conv.*\\.forward$", "-p", "device=cpu,cuda", "-p", "precision=fp32,tf32,bf16"))
                    .hasSize(3 + 3 * 3)
                    .noneMatch(title -> title.contains("device=cpu") && !title.endsWith("precision=fp32"));
        }
    }

    @Test
    void forksGetTheVectorModuleHoweverThisJvmWasStarted() {
        assertThat(ForkFlags.complete(List.of("-Xmx1g")))
                .startsWith("-Xmx1g")
                .contains("--add-modules=jdk.incubator.vector");
        assertThat(ForkFlags.complete(ForkFlags.complete(List.of()))).isEqualTo(ForkFlags.complete(List.of()));
    }
}
