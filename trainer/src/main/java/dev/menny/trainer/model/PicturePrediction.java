package dev.menny.trainer.model;

import dev.menny.io.Prediction;
import dev.menny.trainer.data.DataException;
import java.nio.file.Path;

/** What a model says to a file. */
public sealed interface PicturePrediction {
    /** The picture's file. */
    Path file();

    /**
     * The model's answer.
     *
     * @param milliseconds decoding of this picture, and its share of the computation of its batch
     */
    record Answer(Path file, Prediction prediction, double milliseconds) implements PicturePrediction {}

    /**
     * No answer, because the file cannot be read as a picture.
     *
     * @param reason one line that names the file
     */
    record Unreadable(Path file, DataException reason) implements PicturePrediction {}
}
