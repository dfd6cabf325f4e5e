package dev.menny.trainer.cli;

import dev.menny.trainer.train.StepProgress;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar over the steps of an epoch, wiped away when the epoch is over. For terminals only. */
final class EpochBar implements AutoCloseable {
    private static final String BLOCK = "\u2588";
    private static final int REFRESH_MILLIS = 200;

    private final Thread onInterrupt = new Thread(this::leaveCleanLine, "menny-bar-end");
    private final PrintStream out;
    private @Nullable ProgressBar bar;

    /** @param out a terminal */
    EpochBar(PrintStream out) {
        this.out = out;
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    /** @param validates whether a validation follows the last step */
    void show(StepProgress progress, int epochs, boolean validates) {
        if (bar == null) {
            bar = open("%d/%d".formatted(progress.epoch(), epochs), progress.steps());
        }
        // Short, so that a terminal of 80 columns has room for the bar itself.
        String last = validates && progress.step() == progress.steps()
                ? "validating"
                : "%.1f images/s".formatted(progress.imagesPerSecond());
        bar.setExtraMessage("loss %.2f acc %.0f%% %s"
                .formatted(progress.running().loss(), progress.running().accuracy() * 100, last));
        bar.stepTo(progress.step());
    }

    private ProgressBar open(String name, int steps) {
        boolean drawsBlocks = out.charset().newEncoder().canEncode(BLOCK);
        return ProgressBar.builder()
                .setTaskName(name)
                .setInitialMax(steps)
                .setStyle(drawsBlocks ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setConsumer(new WipedLine(out))
                .clearDisplayOnFinish()
                .build();
    }

    void clear() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    /** After Ctrl-C the prompt must not stand in the middle of the bar. */
    private void leaveCleanLine() {
        out.println();
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException _) {
            // The process is ending and the hook runs already.
        }
    }

    /** Leaves no empty line behind, so that the epochs stand in one table. */
    private static final class WipedLine extends ConsoleProgressBarConsumer {
        private final PrintStream terminal;

        WipedLine(PrintStream terminal) {
            super(terminal);
            this.terminal = terminal;
        }

        @Override
        public void close() {
            terminal.flush();
        }
    }
}
