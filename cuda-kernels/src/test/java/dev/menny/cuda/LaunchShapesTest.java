package dev.menny.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Kernels rely on the shape that they are launched in: what they say of it is what the launching side does. */
class LaunchShapesTest {
    private static final Path SOURCES = Path.of("src/main/cuda");
    private static final Pattern CONSTANT = Pattern.compile("constexpr int (k\\w+) = (\\d+);");
    private static final Map<String, Integer> CONSTANTS = new HashMap<>();

    @BeforeAll
    static void readConstants() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Matcher constants = CONSTANT.matcher(Files.readString(file));
                while (constants.find()) {
                    CONSTANTS.put(constants.group(1), Integer.valueOf(constants.group(2)));
                }
            }
        }
    }

    @Test
    void blocksHaveAsManyThreadsAsKernelsSay() {
        assertThat(CONSTANTS)
                .containsEntry("kElementThreads", Launcher.THREADS)
                .containsEntry("kBlockThreads", Launcher.THREADS)
                .containsEntry("kPoolThreads", Launcher.THREADS)
                .containsEntry("kColumnThreads", Launcher.THREADS)
                .containsEntry("kOptimizerThreads", Launcher.THREADS)
                .containsEntry("kSquareSumsThreads", Launcher.THREADS)
                .containsEntry("kSumDoublesThreads", Launcher.THREADS)
                .containsEntry("kSumThreads", Launcher.THREADS)
                .containsEntry("kOuterThreads", Launcher.THREADS)
                .containsEntry("kSampleThreads", Launcher.THREADS)
                .containsEntry("kReduceThreads", Biases.REDUCE_THREADS)
                .containsEntry("kSoftmaxThreads", Losses.THREADS)
                .containsEntry("kRgbFilterThreads", RgbBlocks.FILTER_THREADS);
    }

    @Test
    void gridsCoverWhatBlocksSayTheyTake() {
        assertThat(CONSTANTS)
                .containsEntry("kReduceColumns", Biases.REDUCE_COLUMNS)
                .containsEntry("kOuterTileOut", Optimizers.TILE_OUT)
                .containsEntry("kOuterTileIn", Optimizers.TILE_IN)
                .containsEntry("kRgbTileRows", RgbBlocks.TILE_ROWS)
                .containsEntry("kRgbTileColumns", RgbBlocks.TILE_COLUMNS);
    }
}
