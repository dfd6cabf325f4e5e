package dev.menny.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.BackendUnavailableException;
import dev.menny.backend.Backends;
import dev.menny.backend.DeviceMemoryException;
import dev.menny.backend.Pooling;
import dev.menny.backend.Precision;
import dev.menny.nn.MennyModels;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.training.SmallTraining;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The backend on pretend GPUs with other properties, each in a JVM of its own. */
@ExtendWith(PretendGpu.class)
class OtherGpusTest {
    private static final Shape IMAGES = Shape.of(4, 16, 16, 3);
    private static final int STEPS = 5;
    private static final Shape LARGE = Shape.of(1 << 26);

    @Test
    void beforeAmpereFp32IsTheBestPrecision() throws Exception {
        Script turing = PretendGpu.fork(12, Map.of("PRETEND_COMPUTE", "7.5"), Probe.class);
        assertThat(turing.output())
                .contains("auto is fp32")
                .contains("bf16: device 'cuda' cannot be used: pretend GPU (emulated on the CPU) computes in fp32 only:"
                        + " leave the precision at auto");
        assertThat(turing.status()).isZero();
    }

    /** Where only CUDA 13 is installed, JCuda's native library is changed as it is loaded. */
    @Test
    void cuda13ComputesTheSame() throws Exception {
        Script cuda12 = PretendGpu.fork(12, Map.of(), Probe.class);
        Script cuda13 = PretendGpu.fork(13, Map.of(), Probe.class);
        assertThat(losses(cuda13)).isEqualTo(losses(cuda12)).contains("[1.");
    }

    /** Nothing relies on work being put off, or done at once. */
    @Test
    void aDeviceThatWorksAtOnceComputesTheSame() throws Exception {
        Script late = PretendGpu.fork(12, Map.of(), Probe.class);
        Script atOnce = PretendGpu.fork(12, Map.of("PRETEND_EAGER", "1"), Probe.class);
        assertThat(losses(atOnce)).isEqualTo(losses(late)).contains("[1.");
    }

    @Test
    void aFullGpuSaysWhatForAndWhatToLower() throws Exception {
        Script small = PretendGpu.fork(12, Map.of("PRETEND_MEMORY", "120000000"), Probe.class);
        assertThat(small.output())
                .containsPattern(
                        "full: the GPU has no room for another \\d+\\.\\d\\d GiB for the tensors of one step: Menny holds "
                                + "\\d+\\.\\d\\d GiB, \\d+\\.\\d\\d of 0\\.11 GiB are free; lower the batch or the picture size,"
                                + " or end other programs on the GPU")
                .contains("and goes on: [1.");
        assertThat(small.status()).isZero();
    }

    @Test
    void aGpuThatDoesNotServeIsPassedOver() throws Exception {
        Script taken = PretendGpu.fork(12, Map.of("PRETEND_MEMORY", "1000000"), Choice.class);
        assertThat(taken.output())
                .contains(
                        "cuda: device 'cuda' cannot be used: the GPU is there but does not serve: the GPU has no room for")
                .contains("auto: vector");
        assertThat(taken.status()).as(taken.output()).isZero();
    }

    private static String losses(Script probe) {
        assertThat(probe.status()).as(probe.output()).isZero();
        return probe.output()
                .lines()
                .filter(line -> line.startsWith("losses "))
                .findFirst()
                .orElseThrow();
    }

    /** Says what is chosen on the GPU of its JVM. */
    static final class Choice {
        private Choice() {}

        public static void main(String[] arguments) {
            try (Backend backend = Backends.open("cuda")) {
                System.out.println("cuda: " + backend.name());
            } catch (BackendUnavailableException e) {
                System.out.println("cuda: " + e.getMessage());
            }
            try (Backend backend = Backends.open(Backends.AUTO)) {
                System.out.println("auto: " + backend.name());
            }
        }
    }

    /** Says what the backend does on the GPU of its JVM. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) {
            try (Backend backend = open(Precision.AUTO)) {
                System.out.println("auto is " + backend.precision());
            }
            try (Backend backend = open(Precision.BF16)) {
                System.out.println("bf16: " + backend.description());
            } catch (BackendUnavailableException e) {
                System.out.println("bf16: " + e.getMessage());
            }
            try (Backend backend = open(Precision.FP32)) {
                System.out.println("losses " + train(backend));
                try (Scope scope = Scope.open(backend)) {
                    System.out.println("large: " + scope.allocate(LARGE));
                } catch (DeviceMemoryException e) {
                    System.out.println("full: " + e.getMessage());
                    System.out.println("and goes on: " + train(backend));
                }
            }
        }

        private static List<Float> train(Backend backend) {
            Sequential model = MennyModels.complex(IMAGES, 4, Pooling.AVERAGE, 0.1f);
            return SmallTraining.run(backend, model, IMAGES, STEPS).losses();
        }

        private static Backend open(Precision precision) {
            return Backends.open("cuda", BackendOptions.defaults().withPrecision(precision));
        }
    }
}
