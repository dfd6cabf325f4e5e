package dev.menny.cuda;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * CUDA's libraries for tests on machines without a GPU: built from {@code src/test/pretend}, they run the kernels in the
 * emulation and everything else in plain loops. A test class that is {@linkplain ExtendWith extended with} this finds
 * them where the CUDA backend looks first. All such classes share one JVM with one pretend GPU; a test that needs another
 * GPU {@linkplain #fork starts a JVM} for it.
 *
 * <p>Without a C++ compiler these tests are skipped, except where the environment says {@code CI=true}: there they fail.
 */
public final class PretendGpu implements BeforeAllCallback {
    private static final String PATH_PROPERTY = "menny.cuda.path";
    /** The version of CUDA whose cuBLAS the tests' own JVM gets: the one that JCuda is linked with. */
    private static final int CUDA_MAJOR = 12;

    /**
     * What the pretend GPU counts.
     *
     * @param liveBytes device memory that is allocated
     * @param liveAllocations in how many pieces
     * @param livePinnedBytes pinned host memory that is allocated
     * @param kernelLaunches kernels that were launched or captured since the start; replays do not count
     * @param graphLaunches graphs that were launched
     * @param captures captures that ended well
     * @param libraryCalls products and convolutions that cuBLAS and cuDNN were given; replays do not count
     * @param complaints mistakes of the host's code, each with a line on standard error
     */
    public record Statistics(
            long liveBytes,
            long liveAllocations,
            long livePinnedBytes,
            long kernelLaunches,
            long graphLaunches,
            long captures,
            long libraryCalls,
            long complaints) {}

    /** Builds the libraries and makes the CUDA backend find them. */
    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        use();
    }

    /** The same for whoever is not a JUnit test class. Call it before the CUDA backend is used. */
    public static void use() throws IOException, InterruptedException {
        System.setProperty(PATH_PROPERTY, PretendGpuBuild.libraries(CUDA_MAJOR).toString());
        Driver.announce();
    }

    /** What has been counted up to now. Asynchronous work is done when something waits for it, and counted when given. */
    public static Statistics statistics() {
        return Driver.statistics();
    }

    /**
     * Runs a main class in a JVM of its own that has another pretend GPU.
     *
     * @param cudaMajor the version of CUDA that cuBLAS comes from, 12 or 13
     * @param environment the GPU's properties; see {@code src/test/pretend/device.h}
     */
    static Script fork(int cudaMajor, Map<String, String> environment, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + PATH_PROPERTY + "=" + PretendGpuBuild.libraries(cudaMajor),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        return Script.run(command.toArray(String[]::new));
    }

    /** The driver's library of this JVM, asked without JCuda. */
    private static final class Driver {
        private static final int COUNTERS = 8;
        private static final MethodHandle STATISTICS = statisticsFunction();

        private Driver() {}

        /** Says what the tests run on, once: when this class is loaded. */
        static void announce() {}

        static Statistics statistics() {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment values = arena.allocate(ValueLayout.JAVA_LONG, COUNTERS);
                STATISTICS.invokeExact(values);
                long[] counted = values.toArray(ValueLayout.JAVA_LONG);
                return new Statistics(
                        counted[0], counted[1], counted[2], counted[3], counted[4], counted[5], counted[6], counted[7]);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        @SuppressWarnings("restricted")
        private static MethodHandle statisticsFunction() {
            Path driver = Path.of(System.getProperty(PATH_PROPERTY)).resolve("libcuda.so.1");
            System.out.println("pretend GPU: CUDA is emulated on the CPU by " + driver);
            return Linker.nativeLinker()
                    .downcallHandle(
                            SymbolLookup.libraryLookup(driver, Arena.global()).findOrThrow("pretendStatistics"),
                            FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
        }
    }
}
