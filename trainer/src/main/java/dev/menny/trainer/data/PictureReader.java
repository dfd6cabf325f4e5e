package dev.menny.trainer.data;

import java.nio.file.Path;

/** Decodes picture files (JPEG, PNG, BMP, GIF, WebP) to 8-bit RGB. Stateless, safe for many threads. */
public final class PictureReader {
    private PictureReader() {}

    /**
     * Reads a picture (the first frame of an animated one) in RGB, transparent parts laid on white.
     *
     * @return a picture with three channels
     * @throws DataException if the file is missing, empty, broken, too large or of an unknown kind
     */
    public static Picture read(Path file) {
        throw new UnsupportedOperationException(file.toString());
    }

    /**
     * Reads the size from the header alone.
     *
     * @throws DataException as {@link #read}
     */
    public static PictureSize size(Path file) {
        throw new UnsupportedOperationException(file.toString());
    }
}
