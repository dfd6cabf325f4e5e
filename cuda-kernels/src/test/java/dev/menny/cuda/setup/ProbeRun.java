package dev.menny.cuda.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A run of {@link SetupProbe}: natives are loaded once in the life of a JVM, so each case has its own. */
final class ProbeRun {
    private static final int PATIENCE_SECONDS = 120;
    /** What the tests' own environment might set, and the probe must not see. */
    private static final List<String> CLEARED = List.of(
            "LD_LIBRARY_PATH",
            "MENNY_CUDA_PATH",
            "CUDA_HOME",
            "CUDA_PATH",
            "CUDA_VISIBLE_DEVICES",
            "JAVA_TOOL_OPTIONS");

    private final Path temporary;
    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private String classPath = System.getProperty("java.class.path");

    /**
     * Prepares a run.
     *
     * @param temporary where its temporary files go: a folder of its own, since others' may come and go
     */
    ProbeRun(Path temporary) throws IOException {
        this.temporary = Files.createDirectories(temporary);
    }

    /** The folders to look in, and no others. */
    ProbeRun folders(Path... folders) {
        Arrays.stream(folders).map(Path::toString).forEach(arguments::add);
        return this;
    }

    ProbeRun argument(String word) {
        arguments.add(word);
        return this;
    }

    ProbeRun option(String option) {
        options.add(option);
        return this;
    }

    ProbeRun environment(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    /** Takes jars off the class path. */
    ProbeRun without(Predicate<String> jar) {
        classPath = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(jar.negate())
                .collect(Collectors.joining(File.pathSeparator));
        return this;
    }

    /** Puts a folder at the front of the class path. */
    ProbeRun before(Path classes) {
        classPath = classes + File.pathSeparator + classPath;
        return this;
    }

    /** What it printed. */
    List<String> lines() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, SetupProbe.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        CLEARED.forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("exit code; output:%n%s", output).isZero();
        return output.lines().toList();
    }

    /** The one line in which it said why CUDA cannot be used. */
    String problem() throws IOException, InterruptedException {
        List<String> lines = lines();
        assertThat(lines).contains("temporary restored").noneMatch(line -> line.startsWith("left "));
        assertThat(lines).filteredOn(line -> line.startsWith("problem ")).hasSize(1);
        // Anything else that was printed would be a second line of the message.
        assertThat(lines).allMatch(line -> line.matches("(finding|problem|temporary) .*"));
        return lines.stream()
                .filter(line -> line.startsWith("problem "))
                .map(line -> line.substring("problem ".length()))
                .findFirst()
                .orElseThrow();
    }
}
