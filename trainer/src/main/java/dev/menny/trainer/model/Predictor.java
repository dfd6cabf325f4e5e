package dev.menny.trainer.model;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.io.Classifier;
import dev.menny.io.Prediction;
import dev.menny.trainer.data.Picture;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

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
    private static final double NANOS_PER_MILLI = 1e6;

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
     * Loads weights onto a device of one's choice.
     *
     * @param device {@code auto}, {@code cpu}, {@code cuda} or a backend's name
     * @param options how it is to compute
     * @throws dev.menny.backend.BackendUnavailableException if the device cannot be used as asked; the message says why
     * @throws dev.menny.io.WeightsFormatException if the file is damaged or was not saved by Menny
     * @throws IOException if it cannot be read
     */
    public static Predictor load(Path weights, String device, BackendOptions options) throws IOException {
        return new Predictor(Classifier.load(weights, device, options));
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
        return predict(List.of(picture)).getFirst();
    }

    /**
     * Tells what each of several decoded pictures shows, computed as one batch.
     *
     * @return one prediction per picture, in their order
     */
    public List<Prediction> predict(List<Picture> pictures) {
        return predictFitted(pictures.stream().map(format::fit).toList());
    }

    /** What the model takes; pictures brought to it take less memory while they wait for {@link #predictFitted}. */
    public PictureFormat format() {
        return format;
    }

    /**
     * Tells what each of several pictures shows, computed as one batch.
     *
     * @param pictures each in {@link #format}
     * @return one prediction per picture, in their order
     * @throws IllegalArgumentException if a picture is not of that size
     */
    public List<Prediction> predictFitted(List<Picture> pictures) {
        return classifier.predict(pictures.stream().map(Predictor::floats).toList());
    }

    private static float[] floats(Picture picture) {
        float[] floats = new float[picture.pixels().length];
        picture.toFloats(floats, 0);
        return floats;
    }

    /**
     * Tells what each of many files shows: decoded in parallel, computed in batches, with no more than two batches in
     * memory.
     *
     * @param threads that decode, at least 1
     * @param listener hears one outcome per file, in their order, on this thread
     */
    public void predict(List<Path> pictures, int threads, Consumer<PicturePrediction> listener) {
        new PictureBatches(format, threads).forEach(pictures, batch -> predict(batch, listener));
    }

    private void predict(List<DecodedPicture> batch, Consumer<PicturePrediction> listener) {
        List<Picture> pictures = new ArrayList<>();
        for (DecodedPicture picture : batch) {
            if (picture instanceof DecodedPicture.Whole whole) {
                pictures.add(whole.picture());
            }
        }
        long start = System.nanoTime();
        Iterator<Prediction> predictions = predictFitted(pictures).iterator();
        long nanosEach = (System.nanoTime() - start) / Math.max(1, pictures.size());
        for (DecodedPicture picture : batch) {
            listener.accept(
                    switch (picture) {
                        case DecodedPicture.Whole whole ->
                            new PicturePrediction.Answer(
                                    whole.file(), predictions.next(), (whole.nanos() + nanosEach) / NANOS_PER_MILLI);
                        case DecodedPicture.Broken broken ->
                            new PicturePrediction.Unreadable(broken.file(), broken.reason());
                    });
        }
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        classifier.close();
    }
}
