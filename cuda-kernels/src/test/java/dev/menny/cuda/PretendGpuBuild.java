package dev.menny.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import jcuda.JCudaVersion;
import jcuda.LibUtils;

/** Builds the pretend GPU's libraries below {@code target}, once for each state of their sources. */
final class PretendGpuBuild {
    private static final List<String> SOURCES = List.of("src/main/cuda", "src/test/cuda/emulation", "src/test/pretend");
    private static final List<String> JNI_LIBRARIES = List.of("JCudaDriver", "JCublas2", "JCudnn");
    /** {@code build.sh} makes it last. */
    private static final String LAST_LIBRARY = "libcudnn.so.9";

    private static final Path TARGET = Path.of("target", "pretend-gpu").toAbsolutePath();

    private PretendGpuBuild() {}

    /**
     * The folder of the libraries, built if need be.
     *
     * @param cudaMajor the version of CUDA that cuBLAS comes from, 12 or 13
     */
    static synchronized Path libraries(int cudaMajor) throws IOException, InterruptedException {
        boolean platform = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        assumeTrue(platform, "JCuda's native libraries, which call the pretend GPU, are for Linux on x86-64");
        Script.requireCompiler();
        Path folder = TARGET.resolve("cuda%d-%s".formatted(cudaMajor, sourcesHash()));
        if (Files.notExists(folder.resolve(LAST_LIBRARY))) {
            build(folder, cudaMajor);
        }
        return folder;
    }

    /** The folder of JCuda's native libraries, under the names by which JCuda looks for them. */
    static Path natives() throws IOException {
        Path folder = Files.createDirectories(TARGET.resolve("natives"));
        for (String library : JNI_LIBRARIES) {
            String name = "lib%s-%s-linux-x86_64.so".formatted(library, JCudaVersion.get());
            if (Files.notExists(folder.resolve(name))) {
                extract("/lib/" + name, folder.resolve(name));
            }
        }
        return folder;
    }

    private static void extract(String resource, Path file) throws IOException {
        try (InputStream in = LibUtils.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no " + resource + " on the class path");
            }
            Path whole = Files.createTempFile(file.resolveSibling(""), "jcuda", ".part");
            Files.copy(in, whole, StandardCopyOption.REPLACE_EXISTING);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void build(Path folder, int cudaMajor) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(Files.createDirectories(TARGET), "build-");
        long begin = System.nanoTime();
        String script = "src/test/pretend/build.sh";
        Script.run("bash", script, work.toString(), natives().toString(), Integer.toString(cudaMajor))
                .assertPassed();
        try {
            Files.move(work, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another JVM may have been faster with the same.
            if (Files.notExists(folder)) {
                throw e;
            }
        }
        System.out.printf("pretend GPU: built for CUDA %d in %.1f s%n", cudaMajor, (System.nanoTime() - begin) / 1e9);
    }

    /** A name for the sources as they are now. */
    private static String sourcesHash() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String folder : SOURCES) {
                try (Stream<Path> files = Files.walk(Path.of(folder))) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
                        digest.update(Files.readAllBytes(file));
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
