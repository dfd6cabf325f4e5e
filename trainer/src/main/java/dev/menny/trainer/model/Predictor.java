package dev.menny.trainer.model;

import dev.menny.backend.Backend;
import dev.menny.io.Classifier;
import dev.menny.io.Prediction;
import dev.menny.trainer.data.Picture;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureReader;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Tells what picture files show:
 *
 * <pre>{@code
 * var predictor = Predictor.load(Path.of("menny.safetensors"));
 * var prediction = predictor.predict(Path.of("photo.jpg"));
 * }</pre>
 *
 * <p>A picture of any size and kind is brought to what the model was trained on. Any number of threads may predict at
 * once.
 */
public final class Predictor implements AutoCloseable {
    private final Classifier classifier;
    private final PictureFormat format;

    private Predictor(Classifier classifier) {
        this.classifier = classifier;
        this.format = new PictureFormat(classifier.preprocessing());
    }

    /**
     * Loads weights onto the best device of this machine.
     *
     * @throws dev.menny.io.WeightsFormatException if the file is damaged or was not saved by Menny
     * @throws IOException if it cannot be read
     */
    public static Predictor load(Path weights) throws IOException {
        return new Predictor(Classifier.load(weights));
    }

    /**
     * Loads weights onto a device that stays open when the predictor is closed.
     *
     * @throws dev.menny.io.WeightsFormatException if the file is damaged or was not saved by Menny
     * @throws IOException if it cannot be read
     */
    public static Predictor load(Path weights, Backend backend) throws IOException {
        return new Predictor(Classifier.load(weights, backend));
    }

    /** The model with its classes, for those who have pixels instead of pictures. */
    public Classifier classifier() {
        return classifier;
    }

    /**
     * Tells what a picture file shows.
     *
     * @throws dev.menny.trainer.data.DataException if the picture cannot be read
     */
    public Prediction predict(Path picture) {
        return predict(PictureReader.read(picture));
    }

    /** Tells what a decoded picture shows. */
    public Prediction predict(Picture picture) {
        float[] pixels = new float[format.samples()];
        format.fit(picture).toFloats(pixels, 0);
        return classifier.predict(pixels);
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        classifier.close();
    }
}
