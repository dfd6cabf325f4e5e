package dev.menny.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.benchmarks.UserError;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorksTest {
    @Test
    void aTrainingStepNeedsNoGradientOfItsPictures() {
        NetworkWork inference = new NetworkWork(Network.COMPLEX, 128, 16, NetworkWork.Pass.INFERENCE);
        NetworkWork training = new NetworkWork(Network.COMPLEX, 128, 16, NetworkWork.Pass.FORWARD_BACKWARD);
        double firstLayer = 2.0 * 16 * 128 * 128 * 3 * 32 * 9;

        assertThat(training.flops()).isEqualTo(3 * inference.flops() - firstLayer);
    }

    @Test
    void aFirstLayerHasOneGradientOthersTwo() {
        ConvShape first = ConvShape.parse("8x256x256x3-32");
        ConvShape second = ConvShape.parse("8x128x128x32-64");

        assertThat(new ConvWork(first, ConvPass.FORWARD_AND_GRADIENTS).flops()).isEqualTo(2 * first.flops());
        assertThat(new ConvWork(second, ConvPass.FORWARD_AND_GRADIENTS).flops()).isEqualTo(3 * second.flops());
    }

    @Test
    void theComplexNetworkIsAsLargeAsMennys() {
        NetworkWork work = new NetworkWork(Network.COMPLEX, 512, 1, NetworkWork.Pass.INFERENCE);
        assertThat(work.features()).isEqualTo(524_288);
        assertThat(work.bytes()).isGreaterThan(4.0 * 524_288 * 512);
    }

    @Test
    void whatDoesNotFitIsToldInOneLine() {
        assertUserError("ConvBenchmark.forward", Map.of("size", "8x8"), "8x8");
        assertUserError("ConvBenchmark.forward", Map.of("size", "x"), "x");
        assertUserError("LinearBenchmark.forward", Map.of("size", "7", "batch", "1"), "524288-512");
        assertUserError("AdamWBenchmark.step", Map.of("size", "many"), "many");
        assertUserError("AdamWBenchmark.step", Map.of("size", "0"), "above 0");
        assertUserError("TrainStepBenchmark.step", Map.of("model", "huge", "size", "8", "batch", "1"), "huge");
        assertUserError("TrainStepBenchmark.step", Map.of("model", "complex", "size", "9", "batch", "1"), "by 8");
    }

    private static void assertUserError(String benchmark, Map<String, String> parameters, String words) {
        assertThatThrownBy(() -> Works.of(benchmark, parameters))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(words);
    }

    @Test
    void aMissingPeerIsToldHowToGet() {
        assertThatThrownBy(() -> Contestants.named("pytorch"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("./menny bench --peers");
        assertThatThrownBy(() -> Contestants.named("caffe"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("menny, c");
    }
}
