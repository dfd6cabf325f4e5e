package dev.menny.trainer.data;

/**
 * How a camera was held, as the Exif standard numbers it from 1 to 8: how the stored rows and columns lie in the upright
 * picture.
 *
 * @param transposed whether stored rows become columns
 * @param fromRight whether the stored picture is read from its last column on
 * @param fromBottom whether the stored picture is read from its last row on
 */
record Orientation(boolean transposed, boolean fromRight, boolean fromBottom) {
    private static final int TILE = 64;

    static final Orientation UPRIGHT = new Orientation(false, false, false);

    /** The orientation of an Exif number; unknown numbers, which some cameras write, count as upright. */
    static Orientation ofExif(int number) {
        return switch (number) {
            case 2 -> new Orientation(false, true, false);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, false, true);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, false, true);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, true, false);
            default -> UPRIGHT;
        };
    }

    PictureSize upright(PictureSize stored) {
        return transposed ? new PictureSize(stored.width(), stored.height()) : stored;
    }

    Picture upright(Picture stored) {
        if (equals(UPRIGHT)) {
            return stored;
        }
        PictureSize size = upright(new PictureSize(stored.height(), stored.width()));
        byte[] pixels = new byte[stored.pixels().length];
        for (int top = 0; top < size.height(); top += TILE) {
            for (int left = 0; left < size.width(); left += TILE) {
                copyTile(stored, size, top, left, pixels);
            }
        }
        return new Picture(size.height(), size.width(), stored.channels(), pixels);
    }

    /** Reading down the columns of a whole photograph would touch far memory for every pixel. */
    private void copyTile(Picture stored, PictureSize size, int top, int left, byte[] pixels) {
        int channels = stored.channels();
        int rowLength = stored.width() * channels;
        int stepDown = fromBottom ? -rowLength : rowLength;
        int stepRight = fromRight ? -channels : channels;
        int start = (fromBottom ? (stored.height() - 1) * rowLength : 0) + (fromRight ? rowLength - channels : 0);
        int nextRow = transposed ? stepRight : stepDown;
        int nextColumn = transposed ? stepDown : stepRight;
        int right = Math.min(left + TILE, size.width());
        for (int y = top; y < Math.min(top + TILE, size.height()); y++) {
            int source = start + y * nextRow + left * nextColumn;
            int target = (y * size.width() + left) * channels;
            for (int x = left; x < right; x++) {
                for (int c = 0; c < channels; c++) {
                    pixels[target + c] = stored.pixels()[source + c];
                }
                target += channels;
                source += nextColumn;
            }
        }
    }
}
