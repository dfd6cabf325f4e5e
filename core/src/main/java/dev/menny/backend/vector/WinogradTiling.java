package dev.menny.backend.vector;

import static dev.menny.backend.vector.WinogradTransform.OUT;
import static dev.menny.backend.vector.WinogradTransform.POINTS;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.Window;

/**
 * How a convolution's output is cut for {@link WinogradTransform}: tiles of 4x4 pixels; bands of whole tile rows, one
 * band a task; groups of tiles whose transforms stay in the L2 cache. All follow from the shape alone.
 *
 * @param images images of the batch
 * @param rows tile rows of an image
 * @param columns tiles of a tile row
 * @param bandRows tile rows of a band
 * @param group tiles that are transformed, multiplied and transformed back together
 */
record WinogradTiling(int images, int rows, int columns, int bandRows, int group) {
    // Tiles of a group times channels: 36 transformed floats each make half a megabyte.
    private static final int GROUP_FLOATS = 1 << 12;
    private static final int SMALLEST_GROUP = 16;
    private static final int LARGEST_GROUP = 128;
    private static final int FEW_BANDS = 8;
    private static final int LEAST_TILES = 16;
    // Rows of transforms end with a gap, so that equal columns of them do not meet in the same cache sets.
    private static final int GAP = 16;

    /** True if transforming pays: a 3x3 window of stride 1, whole vectors of channels, and not too much padding. */
    static boolean fits(Conv2dSpec spec, int inputs, int outputs, int height, int width) {
        Window window = spec.window();
        int tiles = up(height, OUT) * up(width, OUT);
        return window.height() == 3
                && window.width() == 3
                && window.strideH() == 1
                && window.strideW() == 1
                && window.padH() <= 2
                && window.padW() <= 2
                && inputs % Lanes.L == 0
                && outputs % Lanes.L == 0
                && inputs >= 16
                && outputs >= 16
                && 3 * height * width >= 2 * tiles * OUT * OUT
                && spec.n() * tiles >= LEAST_TILES;
    }

    static WinogradTiling of(int images, int height, int width, int channels) {
        int rows = up(height, OUT);
        int columns = up(width, OUT);
        int group = Math.clamp(GROUP_FLOATS / channels / 8 * 8, SMALLEST_GROUP, LARGEST_GROUP);
        int bandRows = Math.clamp(group / columns, 1, rows);
        while (bandRows > 1 && images * up(rows, bandRows) < FEW_BANDS) {
            bandRows = (bandRows + 1) / 2;
        }
        return new WinogradTiling(images, rows, columns, bandRows, Math.min(group, bandRows * columns));
    }

    int bands() {
        return up(rows, bandRows);
    }

    /** Tile rows of a band; the last one may be shorter. */
    int rowsOf(int band) {
        return Math.min(bandRows, rows - band * bandRows);
    }

    /** Input rows under a band of full height. */
    int inputRows() {
        return bandRows * OUT + 2;
    }

    /** Input pixels under a tile row. */
    int inputColumns() {
        return columns * OUT + 2;
    }

    /** Floats between the transforms of two tiles. */
    static int leap(int channels) {
        return POINTS * channels + GAP;
    }

    /** Floats of a group's transforms, rounded up to whole tiles of rows. */
    long groupLength(int channels) {
        return (long) up(group, 16) * 16 * leap(channels);
    }

    private static int up(int length, int part) {
        return (length + part - 1) / part;
    }
}
