package dev.menny.backend;

/**
 * Which stored picture makes one image of a batch, and how: what {@link Kernels#sample} is told of each image, as {@value
 * #INTS} integers in the order of the components here.
 *
 * <p>Fractions are whole numbers: limits and positions in 2^-16, steps in 2^-28. So every device computes the same
 * positions, to 3/100,000 of a pixel for pictures of 6,000 pixels. Pixels have their centres at whole positions.
 *
 * @param start where the picture begins among the bytes of all, in units of 16 bytes
 * @param height of the picture, at most {@value #MOST_PIXELS}
 * @param width of the picture, at most {@value #MOST_PIXELS}
 * @param top first row of the image that the picture fills
 * @param left first column of the image that the picture fills
 * @param rows of the image that the picture fills; {@code rows * down} is at most {@value #MOST_PIXELS}
 * @param columns of the image that the picture fills; {@code columns * across} is at most {@value #MOST_PIXELS}
 * @param down samples of an image's pixel from top to bottom, evenly spaced, at least 1
 * @param across samples of an image's pixel from left to right, evenly spaced, at least 1
 * @param firstRow lowest row of samples; those above repeat it
 * @param lastRow highest row of samples; those below repeat it
 * @param firstColumn lowest column of samples; those to the left repeat it
 * @param lastColumn highest column of samples; those to the right repeat it
 * @param y where in the picture the sample of row 0 and column 0 lies, from top to bottom
 * @param x where in the picture the sample of row 0 and column 0 lies, from left to right
 * @param yDown what a row of samples adds to y
 * @param yAcross what a column of samples adds to y
 * @param xDown what a row of samples adds to x
 * @param xAcross what a column of samples adds to x
 * @param minY lowest y, at least 0; what lies above repeats it
 * @param maxY highest y, at most {@code height - 1}; what lies below repeats it
 * @param minX lowest x, at least 0; what lies to the left repeats it
 * @param maxX highest x, at most {@code width - 1}; what lies to the right repeats it
 */
public record Placement(
        int start,
        int height,
        int width,
        int top,
        int left,
        int rows,
        int columns,
        int down,
        int across,
        int firstRow,
        int lastRow,
        int firstColumn,
        int lastColumn,
        int y,
        int x,
        int yDown,
        int yAcross,
        int xDown,
        int xAcross,
        int minY,
        int maxY,
        int minX,
        int maxX) {
    /** Integers of one placement. */
    public static final int INTS = 23;

    /** A picture begins at a multiple of so many bytes. */
    public static final int ALIGNMENT = 16;

    /** The longest side of a picture, and the most samples along a side of an image. */
    public static final int MOST_PIXELS = (1 << 15) - 1;

    /** Fraction bits of limits and positions. */
    public static final int POSITION_BITS = 16;

    /** Fraction bits of steps. */
    public static final int STEP_BITS = 28;

    /** A limit or a position in 2^-16, as close as it gets. */
    public static int position(double value) {
        return (int) Math.clamp(Math.rint(value * (1 << POSITION_BITS)), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /**
     * A step in 2^-28, as close as it gets.
     *
     * @param value between -8 and 8
     */
    public static int step(double value) {
        return (int) Math.clamp(Math.rint(value * (1 << STEP_BITS)), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** Writes this as the placement of an image. */
    public void write(int[] placements, int image) {
        int[] values = {
            start,
            height,
            width,
            top,
            left,
            rows,
            columns,
            down,
            across,
            firstRow,
            lastRow,
            firstColumn,
            lastColumn,
            y,
            x,
            yDown,
            yAcross,
            xDown,
            xAcross,
            minY,
            maxY,
            minX,
            maxX
        };
        System.arraycopy(values, 0, placements, image * INTS, INTS);
    }

    /** Reads the placement of an image. */
    public static Placement read(int[] placements, int offset, int image) {
        int at = offset + image * INTS;
        return new Placement(
                placements[at],
                placements[at + 1],
                placements[at + 2],
                placements[at + 3],
                placements[at + 4],
                placements[at + 5],
                placements[at + 6],
                placements[at + 7],
                placements[at + 8],
                placements[at + 9],
                placements[at + 10],
                placements[at + 11],
                placements[at + 12],
                placements[at + 13],
                placements[at + 14],
                placements[at + 15],
                placements[at + 16],
                placements[at + 17],
                placements[at + 18],
                placements[at + 19],
                placements[at + 20],
                placements[at + 21],
                placements[at + 22]);
    }
}
