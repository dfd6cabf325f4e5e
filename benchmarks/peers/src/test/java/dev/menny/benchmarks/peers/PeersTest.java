package dev.menny.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.benchmarks.UserError;
import dev.menny.benchmarks.workload.Contestant;
import dev.menny.benchmarks.workload.Contestants;
import dev.menny.benchmarks.workload.ConvPass;
import dev.menny.benchmarks.workload.ConvShape;
import dev.menny.benchmarks.workload.ConvWork;
import dev.menny.benchmarks.workload.Network;
import dev.menny.benchmarks.workload.NetworkWork;
import dev.menny.benchmarks.workload.Setting;
import dev.menny.benchmarks.workload.Work;
import dev.menny.benchmarks.workload.Workload;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PeersTest {
    private static final Setting ONE_CORE = new Setting(Setting.CPU, 1, Setting.FP32);

    static Stream<Arguments> peersAndWorks() {
        return Stream.of("pytorch", "dl4j").flatMap(peer -> works().map(work -> Arguments.of(peer, work)));
    }

    private static Stream<Work> works() {
        return Stream.of(
                new ConvWork(new ConvShape(2, 8, 8, 16, 16), ConvPass.FORWARD),
                new ConvWork(new ConvShape(2, 8, 8, 16, 16), ConvPass.FORWARD_AND_GRADIENTS),
                new NetworkWork(Network.SIMPLE, 16, 2, NetworkWork.Pass.STEP),
                new NetworkWork(Network.COMPLEX, 16, 2, NetworkWork.Pass.FORWARD_BACKWARD),
                new NetworkWork(Network.SIMPLE, 16, 1, NetworkWork.Pass.INFERENCE));
    }

    @ParameterizedTest
    @MethodSource("peersAndWorks")
    void doWhatTheyOffer(String peer, Work work) {
        Contestant contestant = Contestants.named(peer);
        assertThat(contestant.refusal(work, ONE_CORE)).isEmpty();
        try (Workload workload = contestant.prepare(work, ONE_CORE)) {
            workload.run();
            workload.run();
        }
    }

    @Test
    void sayWhichSettingIsMissing() {
        assertThatThrownBy(() -> ProcessSettings.require(Map.of(), 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("before the process starts")
                .hasMessageContaining("./menny bench");
    }
}
