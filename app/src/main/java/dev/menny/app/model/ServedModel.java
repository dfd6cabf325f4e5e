package dev.menny.app.model;

import dev.menny.backend.Backend;
import dev.menny.io.Classifier;
import dev.menny.io.Prediction;
import dev.menny.trainer.data.Picture;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.model.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A model with its weights in memory. Any number of threads may use it at once. */
public final class ServedModel implements AutoCloseable {
    private final Predictor predictor;
    private final ModelFacts facts;

    private ServedModel(Predictor predictor, ModelFacts facts) {
        this.predictor = predictor;
        this.facts = facts;
    }

    /**
     * Loads weights.
     *
     * @param backend computes; stays open when the model is closed
     * @throws dev.menny.io.WeightsFormatException if the file is damaged or was not saved by Menny
     * @throws IOException if it cannot be read
     */
    public static ServedModel load(Path weights, Backend backend) throws IOException {
        Predictor predictor = Predictor.load(weights, backend);
        return new ServedModel(predictor, ModelFacts.of(weights, predictor.classifier(), backend.description()));
    }

    /** What there is to tell about it. */
    public ModelFacts facts() {
        return facts;
    }

    /** What it takes. */
    public PictureFormat format() {
        return predictor.format();
    }

    /** The network itself, for those who have pixels in {@link #format}. */
    public Classifier classifier() {
        return predictor.classifier();
    }

    /**
     * Tells what several pictures show, computed as one batch.
     *
     * @param pictures each in {@link #format}
     * @return one prediction per picture, in their order
     */
    public List<Prediction> predict(List<Picture> pictures) {
        return predictor.predictFitted(pictures);
    }

    @Override
    public void close() {
        predictor.close();
    }
}
