package dev.menny.trainer.train;

import java.util.List;

/** Remembers the lowest validation loss and how many epochs it has stood. */
final class EarlyStopping {
    private final int patience;
    private double lowest = Double.POSITIVE_INFINITY;
    private int epochsSince;

    /** @param patience epochs without a lower loss after which to stop; 0 for never */
    EarlyStopping(int patience) {
        this.patience = patience;
    }

    /** As it stands after these epochs. */
    static EarlyStopping after(List<EpochResult> epochs, int patience) {
        EarlyStopping stopping = new EarlyStopping(patience);
        for (EpochResult epoch : epochs) {
            Score validation = epoch.validation();
            if (validation != null) {
                stopping.improves(validation.loss());
            }
        }
        return stopping;
    }

    /** Takes an epoch's loss and tells whether it is the lowest so far. */
    boolean improves(double loss) {
        boolean lower = loss < lowest;
        lowest = Math.min(lowest, loss);
        epochsSince = lower ? 0 : epochsSince + 1;
        return lower;
    }

    boolean isExhausted() {
        return patience > 0 && epochsSince >= patience;
    }
}
