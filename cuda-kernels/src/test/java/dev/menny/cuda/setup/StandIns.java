package dev.menny.cuda.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * NVIDIA's libraries as stand-ins that answer questions about themselves and compute nothing, compiled once for all
 * tests.
 *
 * @param folder has a folder for each: driver, cublas11 to cublas13, cudnn12 and cudnn13
 */
record StandIns(Path folder) {
    private static final Path SCRIPT = Path.of("src", "test", "standin", "build.sh");

    /** Compiles them, or skips the test where there is no compiler; the gate must have one. */
    static StandIns build(Path folder) throws IOException, InterruptedException {
        boolean compiler = succeeds("gcc", "--version") && succeeds("nm", "--version");
        if (!Boolean.parseBoolean(System.getenv("CI"))) {
            assumeTrue(compiler, "gcc and nm are needed to build stand-ins for CUDA's libraries");
        }
        Path natives = Files.createDirectory(folder.resolve("natives"));
        for (String library : List.of("JCudaDriver", "JCublas2", "JCudnn")) {
            extract("/lib/lib%s-12.6.0-linux-x86_64.so".formatted(library), natives.resolve("lib" + library + ".so"));
        }
        Path out = folder.resolve("standins");
        Process process = new ProcessBuilder("sh", SCRIPT.toString(), out.toString(), natives.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code of %s: %s", SCRIPT, output).isZero();
        return new StandIns(out);
    }

    /** A library's file, such as cublas12/libcublas.so.12. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Copies files of these stand-ins, or whole folders of them, into a folder. */
    Path into(Path target, String... names) throws IOException {
        Files.createDirectories(target);
        for (String name : names) {
            Path source = file(name);
            if (Files.isDirectory(source)) {
                try (var files = Files.list(source)) {
                    for (Path file : (Iterable<Path>) files::iterator) {
                        Files.copy(file, target.resolve(file.getFileName()));
                    }
                }
            } else {
                Files.copy(source, target.resolve(source.getFileName()));
            }
        }
        return target;
    }

    private static void extract(String resource, Path file) throws IOException {
        try (InputStream in = StandIns.class.getResourceAsStream(resource)) {
            Files.copy(in, file);
        }
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
