package dev.menny.trainer.data;

import java.util.random.RandomGenerator;

/** A window of one share of each side, somewhere in the picture. */
record Crop(double fraction) implements PlannedAugmentation {
    Crop {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new DataException(
                    "crop needs the share of each side to keep, above 0 to 1, e.g. 0.9, got " + fraction);
        }
    }

    @Override
    public <C extends Canvas<C>> C change(C canvas, RandomGenerator random) {
        return window(canvas, fraction, fraction, random);
    }

    @Override
    public double pixelsNeeded(double wanted) {
        return wanted / fraction;
    }

    @Override
    public double keptShare() {
        return fraction;
    }

    /** The window of these shares of height and width at a random place. */
    static <C extends Canvas<C>> C window(C canvas, double heightShare, double widthShare, RandomGenerator random) {
        int height = share(canvas.height(), heightShare);
        int width = share(canvas.width(), widthShare);
        int top = place(canvas.height() - height, random);
        int left = place(canvas.width() - width, random);
        return canvas.window(top, left, height, width);
    }

    private static int share(int size, double share) {
        return (int) Math.clamp(Math.round(size * share), 1, size);
    }

    private static int place(int room, RandomGenerator random) {
        return Math.min((int) (random.nextDouble() * (room + 1)), room);
    }

    @Override
    public String toString() {
        return "crop(" + fraction + ")";
    }
}
