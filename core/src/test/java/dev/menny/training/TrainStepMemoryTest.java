package dev.menny.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A long training neither allocates nor grows, in a Java with the launcher's options. */
class TrainStepMemoryTest {
    private static final long MOST_ALLOCATED = 64L << 10;
    private static final long MOST_GROWTH = 32L << 20;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "resident memory is read from /proc")
    void stepsAllocateNextToNothingAndMemoryStaysFlat() throws IOException, InterruptedException {
        String[] figures =
                OtherJvm.lastLine(launcherOptions(), TrainStepMemory.class).split(" ");
        assertThat(Long.parseLong(figures[0])).as("bytes allocated a step").isLessThanOrEqualTo(MOST_ALLOCATED);
        assertThat(Long.parseLong(figures[1]))
                .as("growth of the resident memory in 1,000 steps")
                .isLessThanOrEqualTo(MOST_GROWTH);
    }

    private static List<String> launcherOptions() throws IOException {
        List<String> options = Files.readAllLines(Path.of("..", "menny")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("-XX:"))
                .map(line -> line.split(" ")[0])
                .toList();
        assertThat(options).contains("-XX:+UseG1GC");
        return options;
    }
}
