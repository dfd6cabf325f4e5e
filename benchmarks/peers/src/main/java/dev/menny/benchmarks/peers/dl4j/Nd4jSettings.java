package dev.menny.benchmarks.peers.dl4j;

import dev.menny.benchmarks.peers.ProcessSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What ND4J reads before it loads its natives, and what it is told after. */
final class Nd4jSettings {
    private static final Path CPU = Path.of("/proc/cpuinfo");

    private Nd4jSettings() {}

    static void apply(int threads) {
        System.setProperty("org.bytedeco.javacpp.maxbytes", "18G");
        System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
        System.setProperty("org.bytedeco.javacpp.cachedir", ProcessSettings.cache("javacpp"));
        if (hasAvx512()) {
            System.setProperty("org.bytedeco.javacpp.platform.extension", "-onednn-avx512");
        }
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        // Its collections in the background are noise in a measurement.
        Nd4j.getMemoryManager().togglePeriodicGc(false);
        Nd4j.getEnvironment().setMaxThreads(threads);
    }

    private static boolean hasAvx512() {
        try {
            return Files.readString(CPU).contains("avx512f");
        } catch (IOException e) {
            return false;
        }
    }
}
