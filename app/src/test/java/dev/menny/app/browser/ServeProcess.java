package dev.menny.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Menny's command line in a process of its own, as the launcher starts it; {@code serve} among others. */
final class ServeProcess implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("open +(http://\\S+)");
    private static final int START_SECONDS = 60;

    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<String> address = new CompletableFuture<>();

    private ServeProcess(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().start(this::read);
    }

    /** Starts {@code menny serve} on a free port and waits until it listens. */
    static ServeProcess start(Path folder, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("serve", "--port", "0"));
        command.addAll(List.of(words));
        ServeProcess serve = new ServeProcess(menny(folder, command).start());
        try {
            serve.address.get(START_SECONDS, TimeUnit.SECONDS);
            return serve;
        } catch (Exception e) {
            serve.process.destroyForcibly();
            throw new AssertionError("menny serve did not start; it printed: " + serve.output, e);
        }
    }

    /** Runs another command to its end. */
    static void run(Path folder, String... words) throws Exception {
        Process process = menny(folder, Arrays.asList(words)).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("menny printed:%n%s", output).isZero();
    }

    private static ProcessBuilder menny(Path folder, List<String> words) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--add-modules",
                "jdk.incubator.vector",
                "-Xmx2g",
                "-Djava.awt.headless=true",
                // Where the bundled portraits are.
                "-Dmenny.home=" + Path.of("..").toAbsolutePath().normalize(),
                "-cp",
                classPath(),
                "dev.menny.trainer.cli.Main"));
        command.addAll(words);
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    }

    /** Surefire hides the class path in a jar's manifest. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.append(line).append('\n');
                Matcher found = ADDRESS.matcher(line);
                if (found.find()) {
                    address.complete(found.group(1));
                }
            }
            address.completeExceptionally(new IOException("it ended"));
        } catch (IOException e) {
            address.completeExceptionally(e);
            throw new UncheckedIOException(e);
        }
    }

    /** Where the page is. */
    String address() {
        return address.join();
    }

    /** All that it has printed so far. */
    String output() {
        return output.toString();
    }

    /** Ends it as a system does; it must come to a good end by itself. */
    @Override
    public void close() throws Exception {
        process.toHandle().destroy(); // the process's own method would close its output, too
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("menny serve did not end when it was told to; it printed: " + output);
        }
        assertThat(process.exitValue()).as("exit code; it printed:%n%s", output).isZero();
    }
}
