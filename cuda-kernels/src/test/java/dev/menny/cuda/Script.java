package dev.menny.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that a test runs in the module's folder; all that it prints is kept. */
record Script(int status, String output) {
    private static final int MINUTES = 10;

    /** Runs a program to its end, or stops it after ten minutes and fails. */
    static Script run(String... command) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("menny-script", ".log");
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
                fail("%s did not end within %d minutes:%n%s"
                        .formatted(String.join(" ", command), MINUTES, Files.readString(printed)));
            }
            return new Script(process.exitValue(), Files.readString(printed));
        } finally {
            Files.deleteIfExists(printed);
        }
    }

    /** Whether a program starts and ends well, and what it prints if so. */
    static boolean answers(String expected, String... command) throws InterruptedException {
        try {
            Script answer = run(command);
            return answer.status == 0 && answer.output.contains(expected);
        } catch (IOException e) {
            return false;
        }
    }

    /** Skips the running test where the C++ compiler that it needs is missing; under CI=true that is a failure. */
    static void requireCompiler() throws InterruptedException {
        if (answers("", "bash", "-c", "${CXX:-g++} --version")) {
            return;
        }
        String reason = "no g++ on this machine, which the CPU emulation of the CUDA kernels is built with: "
                + "install it, or name another compiler in CXX";
        if ("true".equals(System.getenv("CI"))) {
            fail(reason);
        }
        abort(reason);
    }

    void assertPassed() {
        assertThat(status).as("exit status; it printed:%n%s", output).isZero();
    }
}
