package dev.menny.trainer.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process may still take. */
public final class FreeMemory {
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    private FreeMemory() {}

    /** Bytes that the heap may grow by, or that the machine has left, whichever is less. */
    public static long bytes() {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        return Math.min(runtime.maxMemory() - used, ofMachine());
    }

    /** Available memory and swap; without bound where the system does not tell. */
    private static long ofMachine() {
        if (!Files.isReadable(MEMINFO)) {
            return Long.MAX_VALUE;
        }
        try {
            return Files.readAllLines(MEMINFO).stream()
                    .filter(line -> line.startsWith("MemAvailable:") || line.startsWith("SwapFree:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
