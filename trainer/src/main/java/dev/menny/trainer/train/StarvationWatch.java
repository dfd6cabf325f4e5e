package dev.menny.trainer.train;

import dev.menny.trainer.data.DataLoader;

/** Warns, once, when the network waits for pictures for a good part of the time. */
final class StarvationWatch {
    private static final double TOLERATED_SHARE = 0.2;
    // Of an epoch that is over in a moment nobody wants to hear.
    private static final double TOLERATED_SECONDS = 1;
    private static final double PERCENT = 100;

    private final DataLoader loader;
    private final TrainingListener listener;
    private double waitedBefore;
    private boolean warned;

    StarvationWatch(DataLoader loader, TrainingListener listener) {
        this.loader = loader;
        this.listener = listener;
    }

    /**
     * Looks at the epoch that has just ended. The first one does not count: its pictures may have to be decoded, and its
     * code compiled, for the first time.
     *
     * @param seconds that its steps took
     */
    void afterEpoch(int epoch, double seconds) {
        double waited = loader.waitedSeconds() - waitedBefore;
        waitedBefore += waited;
        if (epoch > 1 && !warned && waited > Math.max(TOLERATED_SHARE * seconds, TOLERATED_SECONDS)) {
            warned = true;
            listener.onWarning("the network waited %.0f %% of the epoch for pictures: %s"
                    .formatted(waited / seconds * PERCENT, remedy()));
        }
    }

    private String remedy() {
        return loader.keepsAll()
                ? "varying them takes longer than learning from them; fewer steps in --augment, or more --threads, would help"
                : "not all of them stay decoded; more memory (MENNY_JAVA_OPTS=-Xmx…) or smaller files would help";
    }
}
