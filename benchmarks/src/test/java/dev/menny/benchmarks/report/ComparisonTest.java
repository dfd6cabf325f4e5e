package dev.menny.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void mediansDoNotCareForOutliers() {
        assertThat(Median.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Median.of(List.of(100.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
    }

    @Test
    void aRatioIsThePeersMedianOverOurs() {
        List<Comparison> comparisons =
                Comparison.of(List.of(Records.conv("menny", 2.0, 1.0, 50.0), Records.conv("pytorch", 5.0, 3.0, 4.0)));

        assertThat(comparisons).hasSize(1);
        assertThat(comparisons.getFirst().ratioTo("pytorch")).hasValue(2);
        assertThat(comparisons.getFirst().ratioTo("dl4j")).isEmpty();
        assertThat(RatioChart.ratios(comparisons))
                .isEqualTo(Map.of("pytorch", Map.of("Conv.forward 1x10x10x16-16", 2.0)));
    }

    @Test
    void theFigureOfAConvolutionCountsTheDirectAlgorithm() {
        Comparison comparison =
                Comparison.of(List.of(Records.conv("menny", 1e-3))).getFirst();
        Figure figure = Figure.of(comparison.work(), comparison.setting(), 1e-3);

        // 2 x 100 pixels x 16 x 16 channels x 9 taps in a millisecond
        assertThat(figure.value()).isEqualTo(460_800 / 1e-3 / 1e9, offset(1e-12));
        assertThat(figure.unit()).isEqualTo("GFLOP/s eff.");
    }

    @Test
    void whatRunsOnAnotherDeviceIsNotCompared() {
        Measurement scalar = new Measurement(
                "ConvBenchmark.forward",
                Map.of(
                        "library",
                        "menny",
                        "size",
                        "1x10x10x16-16",
                        "device",
                        "scalar",
                        "threads",
                        "1",
                        "precision",
                        "fp32"),
                List.of(1.0),
                Map.of());
        assertThat(Comparison.of(List.of(scalar, Records.conv("pytorch", 1.0)))).hasSize(2);
    }
}
