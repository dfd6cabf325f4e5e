package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.train.CheckpointFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real signals to real processes. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class InterruptsTest {
    private static final int ENDED_BY_TERM = 128 + 15;
    private static final int EPOCHS_WITHOUT_END = 100_000;

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endWhatATestLeft() {
        processes.forEach(Process::destroyForcibly);
    }

    private Process start(Class<?> main, Object... arguments) throws IOException {
        // Whoever starts a build in the background makes it, and so its children, ignore Ctrl-C.
        List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(words::add);
        Process process = new ProcessBuilder(words)
                .redirectError(folder.resolve("err").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it ended").isTrue();
        return process.exitValue();
    }

    private List<String> errors() throws IOException {
        return Files.readAllLines(folder.resolve("err"));
    }

    /** The process may be seen to be asked before it says so. */
    private void awaitErrors() throws IOException, InterruptedException {
        while (errors().isEmpty()) {
            Thread.sleep(10);
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, INT", "TERM, INT", "INT, TERM"})
    void theFirstAsksTheSecondEndsAtOnce(String first, String second) throws Exception {
        Process process = start(OpenInterrupts.class);
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("open");
            send(first, process);
            assertThat(lines.readLine()).isEqualTo("asked");
            awaitErrors();
            assertThat(errors())
                    .containsExactly("menny: stopping after this step and saving; once more to quit at once");
            assertThat(process.isAlive()).isTrue();

            send(second, process);
            assertThat(exitCode(process)).isEqualTo(130);
        }
    }

    @Test
    void afterwardsSignalsMeanWhatTheyMeantBefore() throws Exception {
        Process process = start(OpenInterrupts.class, "close");
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("closed");
            send("TERM", process);

            assertThat(exitCode(process)).isEqualTo(ENDED_BY_TERM);
        }
        assertThat(errors()).isEmpty();
    }

    @Test
    void aTrainingSavesItsStateAndGoesOnFromThereAsIfNothingHadHappened() throws Exception {
        Path pictures = ShapePictures.write(folder.resolve("shapes"), 9, 1);
        Path out = folder.resolve("w.safetensors");
        Object[] options = {"--model", "simple", "--size", 16, "--batch", 8, "--device", "reference"};
        Process process = start(
                Main.class,
                with(
                        options,
                        "train",
                        pictures,
                        "--out",
                        out,
                        "--json",
                        "--patience",
                        0,
                        "--epochs",
                        EPOCHS_WITHOUT_END));

        JsonNode last = interruptedAfterAnEpoch(process);

        assertThat(last.get("event").asString()).isEqualTo("interrupted");
        Path checkpoints = folder.resolve("w.checkpoints");
        assertThat(last.get("checkpoint").asString())
                .isEqualTo(CheckpointFolder.find(checkpoints).toString());
        assertThat(errors()).containsExactly("menny: stopping after this step and saving; once more to quit at once");
        assertThat(out).doesNotExist();

        int epochs = last.get("epochs").asInt() + 2;
        Path whole = folder.resolve("whole.safetensors");
        CommandRun resumed = CommandRun.onReference("train", "--resume", checkpoints, "--epochs", epochs);
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        CommandRun.of(with(options, "train", pictures, "--out", whole, "--patience", 0, "--epochs", epochs));
        assertThat(Files.mismatch(out, whole)).isEqualTo(-1);
    }

    /** The last thing that a training says which gets Ctrl-C once an epoch is over. */
    private static JsonNode interruptedAfterAnEpoch(Process process) throws Exception {
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            assertThat(line).startsWith("{\"event\":\"epoch\",\"epoch\":1,");
            send("INT", process);
            for (String next = lines.readLine(); next != null; next = lines.readLine()) {
                line = next;
            }
            assertThat(exitCode(process)).isEqualTo(130);
            return JsonMapper.shared().readTree(line);
        }
    }

    private static Object[] with(Object[] options, Object... more) {
        List<Object> words = new ArrayList<>(List.of(more));
        words.addAll(List.of(options));
        return words.toArray();
    }
}
