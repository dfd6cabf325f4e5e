package dev.menny.trainer.model;

import dev.menny.trainer.data.DataException;
import dev.menny.trainer.data.Picture;
import java.nio.file.Path;

/** What decoding a file came to. */
sealed interface DecodedPicture {
    /**
     * A picture in the model's format.
     *
     * @param nanos how long decoding took
     */
    record Whole(Path file, Picture picture, long nanos) implements DecodedPicture {}

    /** A file that is no picture or a damaged one. */
    record Broken(Path file, DataException reason) implements DecodedPicture {}
}
