package dev.menny.trainer.data;

import java.util.random.RandomGenerator;

/** Brings the shorter side to a number of pixels and keeps the proportions; nothing about it is random. */
record ShortSide(int pixels) implements PlannedAugmentation {
    ShortSide {
        if (pixels < 1) {
            throw new DataException("short-side needs a number of pixels from 1, e.g. 256, got " + pixels);
        }
    }

    @Override
    public <C extends Canvas<C>> C change(C canvas, RandomGenerator random) {
        int shorter = Math.min(canvas.height(), canvas.width());
        return canvas.resized(scaled(canvas.height(), shorter), scaled(canvas.width(), shorter));
    }

    private int scaled(int size, int shorter) {
        return Math.toIntExact(Math.max(1, ((long) size * pixels + shorter / 2) / shorter));
    }

    /** No more than it leaves, whatever the later steps ask for. */
    @Override
    public double pixelsNeeded(double wanted) {
        return pixels;
    }

    @Override
    public String toString() {
        return "short-side(" + pixels + ")";
    }
}
