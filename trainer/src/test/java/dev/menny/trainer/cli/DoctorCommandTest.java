package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.BackendProvider;
import dev.menny.backend.Backends;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    /** A backend that found something, and may miss something. */
    private record Found(List<String> findings, Optional<String> missing) implements BackendProvider {
        @Override
        public String name() {
            return "cuda";
        }

        @Override
        public String device() {
            return "cuda";
        }

        @Override
        public int rank() {
            return 1;
        }

        @Override
        public Optional<String> unavailableReason(BackendOptions options) {
            return missing;
        }

        @Override
        public Backend open(BackendOptions options) {
            return Backends.open("reference", options);
        }
    }

    /** What the doctor says about a backend: its lines, from the first to the one about portraits. */
    private static List<String> about(BackendProvider provider) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int exitCode = new DoctorCommand(new Terminal(writer, writer, false), () -> List.of(provider)).call();
        writer.flush();
        assertThat(exitCode).isZero();
        return out.toString()
                .lines()
                .dropWhile(line -> !line.startsWith("backend"))
                .takeWhile(line -> !line.startsWith("portraits"))
                .toList();
    }

    @Test
    void whereNothingWasFoundOneAdviceIsEnough() {
        assertThat(about(new Found(List.of(), Optional.of("no GPU was found"))))
                .containsExactly("backend     cuda: not here", "            -> no GPU was found");
    }

    @Test
    void whatWasFoundStandsBetweenTheBackendAndTheAdvice() {
        assertThat(about(new Found(List.of("driver 550", "GPU 0"), Optional.of("install cuDNN 9"))))
                .containsExactly(
                        "backend     cuda: not here",
                        "            driver 550",
                        "            GPU 0",
                        "            -> install cuDNN 9");
    }

    @Test
    void aBackendThatRunsIsFollowedByWhatItFound() {
        List<String> lines = about(new Found(List.of("driver 550", "GPU 0"), Optional.empty()));

        assertThat(lines)
                .hasSize(3)
                .startsWith("backend     " + Backends.open("reference").description());
        assertThat(lines).endsWith("            driver 550", "            GPU 0");
    }
}
