package dev.menny.benchmarks.gpureport;

import dev.menny.backend.BackendUnavailableException;
import dev.menny.benchmarks.UserError;
import dev.menny.benchmarks.nvidia.CudaDriver;
import dev.menny.benchmarks.nvidia.NvidiaException;
import dev.menny.benchmarks.workload.Contestants;
import dev.menny.benchmarks.workload.Setting;
import dev.menny.benchmarks.workload.Workload;
import dev.menny.benchmarks.workload.Works;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trains for many steps and prints how much memory the process and the GPU use on the way: process, heap and GPU in bytes
 * after each sample's number of steps.
 */
final class MemoryProbe {
    /** What a line of a sample begins with. */
    static final String SAMPLE = Contestant.PROMPT + "sample ";

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KIB = 1024;
    private static final int SAMPLES = 10;

    private MemoryProbe() {}

    /** @param words how many steps, then a question as a {@link Contestant} gets it */
    public static void main(String[] words) throws IOException {
        int steps = Integer.parseInt(words[0]);
        Case training = Case.parse(words[1]);
        try {
            Setting setting = Works.setting(training.parameters());
            var menny = Contestants.named("menny");
            menny.requireReady(setting);
            try (Workload workload = menny.prepare(Works.of(training.benchmark(), training.parameters()), setting);
                    CudaDriver gpu = setting.isGpu() ? new CudaDriver() : null) {
                train(workload, steps, gpu);
            }
        } catch (UserError | BackendUnavailableException | NvidiaException e) {
            System.out.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void train(Workload workload, int steps, @Nullable CudaDriver gpu) throws IOException {
        for (int step = 1; step <= steps; step++) {
            workload.run();
            if (step % Math.max(1, steps / SAMPLES) == 0) {
                System.gc();
                System.out.println(
                        SAMPLE + new Sample(step, processBytes(), heapBytes(), gpu == null ? 0 : gpu.usedBytes()));
            }
        }
    }

    /** What is in use after some steps. */
    record Sample(int step, long process, long heap, long gpu) {
        static Sample parse(String line) {
            long[] numbers =
                    Stream.of(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
            return new Sample((int) numbers[0], numbers[1], numbers[2], numbers[3]);
        }

        @Override
        public String toString() {
            return "%d %d %d %d".formatted(step, process, heap, gpu);
        }
    }

    private static long processBytes() throws IOException {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                    .findFirst()
                    .orElse(0);
        }
    }

    private static long heapBytes() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
