package dev.menny.trainer.data;

import java.util.random.RandomGenerator;

/**
 * Turns about the centre, bilinear. Beyond the border the nearest edge is repeated: a portrait's background goes on as it
 * was, where a filled corner would be an edge that tells the angle.
 */
record Rotate(double maxDegrees) implements Augmentation {
    private static final double ONE = 0x1p32;
    private static final int FRACTION_BITS = 11;
    private static final int FRACTION_ONE = 1 << FRACTION_BITS;
    private static final int WHOLE = FRACTION_ONE * FRACTION_ONE;

    Rotate {
        if (!(maxDegrees >= 0 && maxDegrees <= 180)) {
            throw new DataException("rotate needs degrees from 0 to 180, e.g. 15, got " + maxDegrees);
        }
    }

    @Override
    public Picture apply(Picture picture, RandomGenerator random) {
        double degrees = (2 * random.nextDouble() - 1) * maxDegrees;
        return degrees == 0 ? picture : turned(picture, Math.toRadians(degrees));
    }

    /** Walks each target row through the source in fixed point (32 fraction bits), which is equal on every machine. */
    private static Picture turned(Picture picture, double radians) {
        // StrictMath: the same bits everywhere, so that a seed means the same data everywhere.
        double cos = StrictMath.cos(radians);
        double sin = StrictMath.sin(radians);
        double centreX = (picture.width() - 1) / 2.0;
        double centreY = (picture.height() - 1) / 2.0;
        byte[] pixels = new byte[picture.pixels().length];
        for (int y = 0; y < picture.height(); y++) {
            double down = y - centreY;
            long sourceX = (long) ((centreX - cos * centreX + sin * down) * ONE);
            long sourceY = (long) ((centreY + sin * centreX + cos * down) * ONE);
            turnRow(picture, pixels, y, sourceX, sourceY, (long) (cos * ONE), (long) (-sin * ONE));
        }
        return new Picture(picture.height(), picture.width(), picture.channels(), pixels);
    }

    private static void turnRow(
            Picture picture, byte[] pixels, int y, long startX, long startY, long stepX, long stepY) {
        byte[] source = picture.pixels();
        int channels = picture.channels();
        int rowLength = picture.width() * channels;
        long lastX = (picture.width() - 1L) << 32;
        long lastY = (picture.height() - 1L) << 32;
        long walkX = startX;
        long walkY = startY;
        for (int target = y * rowLength, end = target + rowLength; target < end; target += channels) {
            long sourceX = Math.min(Math.max(walkX, 0), lastX);
            long sourceY = Math.min(Math.max(walkY, 0), lastY);
            int upper = (int) (sourceY >> 32) * rowLength + (int) (sourceX >> 32) * channels;
            int lower = sourceY < lastY ? upper + rowLength : upper;
            int right = sourceX < lastX ? channels : 0;
            int across = fraction(sourceX);
            int down = fraction(sourceY);
            int lowerRight = across * down;
            int lowerLeft = (down << FRACTION_BITS) - lowerRight;
            int upperRight = (across << FRACTION_BITS) - lowerRight;
            int upperLeft = WHOLE - lowerLeft - upperRight - lowerRight;
            for (int c = 0; c < channels; c++) {
                int sum = upperLeft * (source[upper + c] & 0xff)
                        + upperRight * (source[upper + right + c] & 0xff)
                        + lowerLeft * (source[lower + c] & 0xff)
                        + lowerRight * (source[lower + right + c] & 0xff);
                pixels[target + c] = (byte) ((sum + WHOLE / 2) / WHOLE);
            }
            walkX += stepX;
            walkY += stepY;
        }
    }

    private static int fraction(long position) {
        return (int) (position >>> (32 - FRACTION_BITS)) & (FRACTION_ONE - 1);
    }

    @Override
    public String toString() {
        return "rotate(" + maxDegrees + ")";
    }
}
