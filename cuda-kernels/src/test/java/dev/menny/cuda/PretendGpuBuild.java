package dev.menny.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
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
import org.junit.jupiter.api.Assumptions;

/** Builds the pretend GPU's libraries below {@code target}, once for each state of their sources. */
final class PretendGpuBuild {
    private static final List<String> SOURCES =
            List.of("src/main/cuda", "src/test/cuda/emulation", "src/test/pretend");
    private static final List<String> JNI_LIBRARIES = List.of("JCudaDriver", "JCublas2", "JCudnn");
    /** {@code build.sh} makes it last. */
    private static final String LAST_LIBRARY = "libcudnn.so.9";

    private static final Path TARGET = target();
    private static final Path MODULE = TARGET.resolveSibling("");

    private PretendGpuBuild() {}

    /**
     * The folder of the libraries, built if need be.
     *
     * @param cudaMajor the version of CUDA that cuBLAS comes from, 12 or 13
     */
    static synchronized Path libraries(int cudaMajor) {
        requireCompiler();
        try {
            Path folder = TARGET.resolve("pretend-gpu").resolve("cuda%d-%s".formatted(cudaMajor, sourcesHash()));
            if (Files.notExists(folder.resolve(LAST_LIBRARY))) {
                build(folder, cudaMajor);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of JCuda's native libraries, under the names by which JCuda looks for them. */
    static Path natives() throws IOException {
        Path folder = Files.createDirectories(TARGET.resolve("pretend-gpu").resolve("natives"));
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

    private static void build(Path folder, int cudaMajor) throws IOException {
        Path work = Files.createTempDirectory(Files.createDirectories(folder.resolveSibling("")), "build-");
        long begin = System.nanoTime();
        ProcessOutput output = ProcessOutput.of(new ProcessBuilder(
                "sh",
                MODULE.resolve("src/test/pretend/build.sh").toString(),
                work.toString(),
                natives().toString(),
                Integer.toString(cudaMajor)));
        if (output.exitCode() != 0) {
            throw new AssertionError("the pretend GPU does not build:\n" + output.text());
        }
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

    private static void requireCompiler() {
        boolean platform = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        boolean tools = Stream.of("sh", "g++", "nm").allMatch(PretendGpuBuild::installed);
        if (!(platform && tools) && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("the pretend GPU needs Linux on x86-64 with g++ and nm");
        }
        Assumptions.assumeTrue(platform, "the pretend GPU needs Linux on x86-64, as JCuda's natives do");
        Assumptions.assumeTrue(tools, "the pretend GPU needs g++ and nm");
    }

    private static boolean installed(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    private static String sourcesHash() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String folder : SOURCES) {
                try (Stream<Path> files = Files.walk(MODULE.resolve(folder))) {
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

    private static Path target() {
        try {
            return Path.of(PretendGpuBuild.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath()
                    .resolveSibling("");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
