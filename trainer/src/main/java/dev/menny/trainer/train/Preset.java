package dev.menny.trainer.train;

import static dev.menny.trainer.data.Augmentations.flip;
import static dev.menny.trainer.data.Augmentations.rotate;
import static dev.menny.trainer.data.Augmentations.shift;

import dev.menny.backend.Pooling;
import dev.menny.trainer.data.Augmentation;
import dev.menny.trainer.data.PictureFormat;
import java.util.List;

/** Complete settings under a name: the one place where default numbers are written down. */
public enum Preset {
    /** What a training uses unless told otherwise: few epochs, tuned for each network. */
    STANDARD {
        @Override
        public TrainingConfig config(Architecture architecture, PictureFormat format) {
            return switch (architecture) {
                case SIMPLE -> common(architecture, format, adamW(1e-3, 1e-4), 60, 16, 15, shifted());
                case COMPLEX -> common(architecture, format, adamW(2e-5, 1e-4), 55, 16, 10, shifted());
            };
        }
    },
    /** The settings that Menny the face detector was published with. */
    MENNY {
        @Override
        public TrainingConfig config(Architecture architecture, PictureFormat format) {
            return common(architecture, format, adamW(1e-5, 1e-4), 100, 64, 10, published());
        }
    };

    /** The network that is trained unless told otherwise. */
    public static final Architecture ARCHITECTURE = Architecture.COMPLEX;

    /** Height and width of pictures unless told otherwise. */
    public static final int SIZE = 512;

    /** What pictures are brought to unless told otherwise. */
    public static final PictureFormat FORMAT = new PictureFormat(SIZE, SIZE, 3);

    /** Share of the pictures to validate on unless told otherwise. */
    public static final double VALIDATION_FRACTION = 0.2;

    /** The seed unless told otherwise. */
    public static final long SEED = 42;

    /** Chance that {@code flip} mirrors a picture unless told otherwise. */
    public static final double FLIP = 0.5;

    /** Most degrees that {@code rotate} turns a picture by unless told otherwise. */
    public static final double ROTATE = 15;

    /** Largest part of its size that {@code shift} moves a picture by unless told otherwise. */
    public static final double SHIFT = 0.1;

    /** Share of each side that {@code crop} keeps unless told otherwise. */
    public static final double CROP = 0.9;

    /** Least share of the area that {@code area-crop} keeps unless told otherwise. */
    public static final double AREA_CROP = 0.5;

    /** How far {@code jitter} changes brightness, contrast and saturation at most unless told otherwise. */
    public static final double JITTER = 0.2;

    /** Chance that {@code grey} takes the colours away unless told otherwise. */
    public static final double GREY = 0.1;

    private static final float DROPOUT = 0.2f;

    /**
     * The settings for a network.
     *
     * @param format what pictures are brought to
     */
    public abstract TrainingConfig config(Architecture architecture, PictureFormat format);

    private static List<Augmentation> published() {
        return List.of(flip(FLIP), rotate(ROTATE));
    }

    /** Few pictures teach a network where faces are, unless they are moved about. */
    private static List<Augmentation> shifted() {
        return List.of(flip(FLIP), rotate(ROTATE), shift(SHIFT));
    }

    private static OptimizerSettings adamW(double learningRate, double weightDecay) {
        return new OptimizerSettings(OptimizerSettings.Kind.ADAMW, learningRate, weightDecay);
    }

    private static TrainingConfig common(
            Architecture architecture,
            PictureFormat format,
            OptimizerSettings optimizer,
            int epochs,
            int batch,
            int patience,
            List<Augmentation> augmentations) {
        ModelSettings model = new ModelSettings(architecture, format, Normalization.NONE, Pooling.AVERAGE, DROPOUT);
        return new TrainingConfig(
                model, optimizer, epochs, batch, patience, augmentations, VALIDATION_FRACTION, ClassWeights.NONE, SEED);
    }
}
