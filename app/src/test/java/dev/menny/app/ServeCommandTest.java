package dev.menny.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.trainer.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ServeCommandTest {
    private static final Pattern OPEN =
            Pattern.compile("open      http://127\\.0\\.0\\.1:(\\d+)  \\(Ctrl-C ends it\\)");

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endWhatATestLeft() {
        processes.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port 70000 | there is no port 70000",
                "--port -1 | there is no port -1",
                "--port http | '--port'",
                "--queue 0 | give it 1 or more",
                "--max-upload 0 | --max-upload goes from 1 to 100 MB",
                "--max-upload 101 | --max-upload goes from 1 to 100 MB",
                "--data-root $/nowhere | no folder",
                "--public-host https://menny.example.org | --public-host takes a name alone",
                "--public-host menny.example.org/ | --public-host takes a name alone",
                "--public-host menny.example.org:http | --public-host takes a name alone",
                "--host no.such.host.invalid | no machine is called",
                "--host 192.0.2.1 --port 0 | cannot listen at 192.0.2.1",
                "--device abacus | no device is called 'abacus'",
                "$/missing.safetensors | check the path",
                "$/text.safetensors | text.safetensors",
                "$ | $",
            })
    void aMistakeIsOneLineAndExitCodeTwo(String words, String message) throws IOException {
        Files.writeString(folder.resolve("text.safetensors"), "no weights");
        assertRefused(words.replace("$", folder.toString()), message.replace("$", folder.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "menny.example.org, menny.example.org",
        "Menny.Example.ORG, menny.example.org",
        "menny.example.org:8443, menny.example.org",
        "menny.example.org., menny.example.org",
        "menny.example.org.:8443, menny.example.org",
        "menny, menny",
        "[::1]:8443, [::1]"
    })
    void aPublicHostIsItsName(String words, String name) {
        assertThat(PublicHost.name(words)).isEqualTo(name);
    }

    @Test
    void aTakenPortIsOneLineAndExitCodeTwo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused("--port " + taken.getLocalPort(), "port %d is taken".formatted(taken.getLocalPort()));
        }
    }

    private static void assertRefused(String words, String message) {
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(Arrays.asList(words.split(" ")));
        int exitCode = Main.run(
                arguments.toArray(String[]::new), new PrintWriter(new StringWriter()), new PrintWriter(err, true));
        assertThat(err.toString()).startsWith("menny: ").contains(message).hasLineCount(1);
        assertThat(exitCode).isEqualTo(2);
    }

    @EnabledOnOs(OS.LINUX)
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalEndsItWell(String signal) throws Exception {
        TestWeights.save(folder.resolve("older.safetensors"), 16, 1);
        Process server = start();
        try (BufferedReader out = server.inputReader()) {
            assertThat(out.readLine())
                    .isEqualTo("model     older.safetensors: simple, 16x16 RGB; validation accuracy 95.0 %");
            Matcher open = OPEN.matcher(String.valueOf(out.readLine()));
            assertThat(open.matches()).isTrue();
            int port = Integer.parseInt(open.group(1));
            byte[] request = RawHttp.post("/api/predict", "", TestPictures.png(20, 20, 1));
            assertThat(RawHttp.exchange(port, request).status()).isEqualTo(200);

            new ProcessBuilder("kill", "-" + signal, String.valueOf(server.pid()))
                    .start()
                    .waitFor();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isZero();
        }
        assertThat(Files.readAllLines(folder.resolve("err"))).noneMatch(line -> line.contains("Exception"));
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void withoutWeightsItSaysHowToGetSome() throws Exception {
        Process server = start();
        try (BufferedReader out = server.inputReader()) {
            assertThat(out.readLine()).contains("none yet").contains("menny train");
            assertThat(out.readLine()).startsWith("open");
        }
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void itWarnsWhenOthersCanReachIt() throws Exception {
        Process server = start("--host", "0.0.0.0");
        try (BufferedReader out = server.inputReader()) {
            out.readLine();
            assertThat(out.readLine())
                    .startsWith("notice")
                    .contains("anybody who can reach this machine", "--public-host");
            assertThat(out.readLine()).startsWith("open      http://127.0.0.1:");
        }
    }

    private Process start(String... more) throws IOException {
        // Whoever starts a build in the background makes it, and so its children, ignore Ctrl-C.
        List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
        words.addAll(List.of(
                "-Djava.awt.headless=true", "-Xmx512m", "-cp", absolute(System.getProperty("java.class.path"))));
        words.addAll(List.of(Main.class.getName(), "serve", "--port", "0"));
        words.addAll(Arrays.asList(more));
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private static String absolute(String classPath) {
        return String.join(
                java.io.File.pathSeparator,
                Arrays.stream(classPath.split(java.io.File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }
}
