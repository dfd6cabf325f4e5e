package dev.menny.trainer.data;

import java.util.random.RandomGenerator;

/**
 * Turns about the centre, bilinear. Beyond the border the nearest edge is repeated: a portrait's background goes on as it
 * was, where a filled corner would be an edge that tells the angle.
 */
record Rotate(double maxDegrees) implements PlannedAugmentation {
    private static final double ONE = 0x1p32;
    private static final int FRACTION_BITS = 11;
    private static final int FRACTION_ONE = 1 << FRACTION_BITS;
    private static final int HALF = FRACTION_ONE * FRACTION_ONE / 2;

    Rotate {
        if (!(maxDegrees >= 0 && maxDegrees <= 180)) {
            throw new DataException("rotate needs degrees from 0 to 180, e.g. 15, got " + maxDegrees);
        }
    }

    @Override
    public <C extends Canvas<C>> C change(C canvas, RandomGenerator random) {
        double degrees = (2 * random.nextDouble() - 1) * maxDegrees;
        return degrees == 0 ? canvas : canvas.turned(Math.toRadians(degrees));
    }

    @Override
    public boolean turns() {
        return true;
    }

    /** Walks each target row through the source in fixed point (32 fraction bits), which is equal on every machine. */
    static Picture turned(Picture picture, double radians) {
        // StrictMath: the same bits everywhere, so that a seed means the same data everywhere.
        double cos = StrictMath.cos(radians);
        double sin = StrictMath.sin(radians);
        double centreX = (picture.width() - 1) / 2.0;
        double centreY = (picture.height() - 1) / 2.0;
        byte[] pixels = new byte[picture.pixels().length];
        for (int y = 0; y < picture.height(); y++) {
            double down = y - centreY;
            long startX = (long) ((centreX - cos * centreX + sin * down) * ONE);
            long startY = (long) ((centreY + sin * centreX + cos * down) * ONE);
            turnRow(picture, pixels, y, new Walk(startX, (long) (cos * ONE)), new Walk(startY, (long) (-sin * ONE)));
        }
        return new Picture(picture.height(), picture.width(), picture.channels(), pixels);
    }

    /** Source positions along a target row, in 2^-32 of a pixel. */
    private record Walk(long start, long step) {
        long at(int x) {
            return start + x * step;
        }

        /** The first x from which on, as long as the positions rise or fall, they lie in [0, last). */
        int firstWithin(long last, int width) {
            long first = step > 0 ? Math.ceilDiv(-start, step) : firstBelow(last);
            return (int) Math.clamp(first, 0, width);
        }

        /** The x at which they leave [0, last) for good. */
        int endWithin(long last, int width) {
            long end = step < 0 ? Math.floorDiv(start, -step) + 1 : step > 0 ? Math.ceilDiv(last - start, step) : width;
            return (int) Math.clamp(end, 0, width);
        }

        private long firstBelow(long last) {
            if (step == 0) {
                return start >= 0 && start < last ? 0 : Integer.MAX_VALUE;
            }
            return Math.floorDiv(start - last, -step) + 1;
        }
    }

    /** The middle of a row lies within the source, where no position needs a look at the border. */
    private static void turnRow(Picture picture, byte[] pixels, int y, Walk across, Walk down) {
        int width = picture.width();
        long lastX = (width - 1L) << 32;
        long lastY = (picture.height() - 1L) << 32;
        int from = Math.max(across.firstWithin(lastX, width), down.firstWithin(lastY, width));
        int to = Math.max(from, Math.min(across.endWithin(lastX, width), down.endWithin(lastY, width)));
        int target = y * width * picture.channels();
        turnOutside(picture, pixels, target, across, down, 0, from);
        turnWithin(picture, pixels, target, across, down, from, to);
        turnOutside(picture, pixels, target, across, down, to, width);
    }

    private static void turnWithin(Picture picture, byte[] pixels, int row, Walk across, Walk down, int from, int to) {
        byte[] source = picture.pixels();
        int channels = picture.channels();
        int rowLength = picture.width() * channels;
        long sourceX = across.at(from);
        long sourceY = down.at(from);
        int target = row + from * channels;
        for (int x = from; x < to; x++) {
            int upper = (int) (sourceY >> 32) * rowLength + (int) (sourceX >> 32) * channels;
            int lower = upper + rowLength;
            int right = fraction(sourceX);
            int below = fraction(sourceY);
            pixels[target] = blend(source, upper, lower, channels, right, below);
            if (channels == 3) {
                pixels[target + 1] = blend(source, upper + 1, lower + 1, channels, right, below);
                pixels[target + 2] = blend(source, upper + 2, lower + 2, channels, right, below);
            }
            target += channels;
            sourceX += across.step();
            sourceY += down.step();
        }
    }

    private static void turnOutside(Picture picture, byte[] pixels, int row, Walk across, Walk down, int from, int to) {
        int channels = picture.channels();
        int rowLength = picture.width() * channels;
        long lastX = (picture.width() - 1L) << 32;
        long lastY = (picture.height() - 1L) << 32;
        for (int x = from; x < to; x++) {
            long sourceX = Math.clamp(across.at(x), 0, lastX);
            long sourceY = Math.clamp(down.at(x), 0, lastY);
            int upper = (int) (sourceY >> 32) * rowLength + (int) (sourceX >> 32) * channels;
            int lower = sourceY < lastY ? upper + rowLength : upper;
            int stepRight = sourceX < lastX ? channels : 0;
            for (int c = 0; c < channels; c++) {
                pixels[row + x * channels + c] =
                        blend(picture.pixels(), upper + c, lower + c, stepRight, fraction(sourceX), fraction(sourceY));
            }
        }
    }

    /** Between four samples: {@code right} and {@code below} say how far, in 2^-11. */
    private static byte blend(byte[] source, int upper, int lower, int stepRight, int right, int below) {
        int upperLeft = source[upper] & 0xff;
        int lowerLeft = source[lower] & 0xff;
        int above = (upperLeft << FRACTION_BITS) + ((source[upper + stepRight] & 0xff) - upperLeft) * right;
        int under = (lowerLeft << FRACTION_BITS) + ((source[lower + stepRight] & 0xff) - lowerLeft) * right;
        return (byte) ((above * FRACTION_ONE + (under - above) * below + HALF) >> (2 * FRACTION_BITS));
    }

    private static int fraction(long position) {
        return (int) (position >>> (32 - FRACTION_BITS)) & (FRACTION_ONE - 1);
    }

    @Override
    public String toString() {
        return "rotate(" + maxDegrees + ")";
    }
}
