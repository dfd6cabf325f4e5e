package dev.menny.trainer.model;

import dev.menny.trainer.data.DataException;
import java.nio.file.Path;

/** What decoding a file came to. */
sealed interface DecodedPicture {
    /**
     * A picture in the model's format.
     *
     * @param pixels in [0, 1], row-major [H,W,C]
     * @param nanos how long decoding took
     */
    record Whole(Path file, float[] pixels, long nanos) implements DecodedPicture {}

    /** A file that is no picture or a damaged one. */
    record Broken(Path file, DataException reason) implements DecodedPicture {}
}
