package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.trainer.train.Score;
import dev.menny.trainer.train.StepProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EpochBarTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

    @Test
    void showsHowAnEpochGoesAndLeavesNothingBehind() throws InterruptedException {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        try (EpochBar bar = new EpochBar(new PrintStream(drawn, true, StandardCharsets.UTF_8))) {
            bar.show(new StepProgress(2, 3, 12, new Score(0.7123, 0.8), 45.67), 9, true);
            awaitText(drawn, "2/9");
            bar.clear();
        }

        String text = drawn.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .contains("2/9", "3/12", "loss 0.71 acc 80% 45.7 images/s")
                .contains("\u2588");
        assertThat(text).as("the last thing drawn is emptiness").matches("(?s).*\\r +\\r");
        assertThat(text).doesNotContain("\n");
    }

    @Test
    void saysThatAnEpochIsNotOverWithItsLastStep() throws InterruptedException {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        try (EpochBar bar = new EpochBar(new PrintStream(drawn, true, StandardCharsets.UTF_8))) {
            bar.show(new StepProgress(2, 12, 12, new Score(0.5, 1), 45.67), 9, true);
            awaitText(drawn, "validating");
        }

        assertThat(drawn.toString(StandardCharsets.UTF_8)).contains("loss 0.50 acc 100% validating");
    }

    @Test
    void drawsWithPlainSignsWhereTheTerminalHasNoOthers() throws InterruptedException {
        Charset ascii = StandardCharsets.US_ASCII;
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        try (EpochBar bar = new EpochBar(new PrintStream(drawn, true, ascii))) {
            bar.show(new StepProgress(1, 6, 12, new Score(0.7123, 0.8), 45.67), 9, true);
            awaitText(drawn, "1/9");
        }

        assertThat(drawn.toString(ascii)).contains("=").doesNotContain("?");
    }

    /** The bar is drawn by a thread of its own. */
    private static void awaitText(ByteArrayOutputStream drawn, String text) throws InterruptedException {
        long end = System.nanoTime() + LONG_ENOUGH.toNanos();
        while (!drawn.toString(StandardCharsets.UTF_8).contains(text) && System.nanoTime() < end) {
            Thread.sleep(10);
        }
    }
}
