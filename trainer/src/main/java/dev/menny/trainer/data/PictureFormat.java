package dev.menny.trainer.data;

import dev.menny.backend.Backend;
import dev.menny.backend.DeviceBuffer;
import dev.menny.io.Fit;
import dev.menny.io.Preprocessing;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Tensor;
import java.util.List;

/**
 * What a model takes in, and how every picture is brought to it.
 *
 * @param preprocessing the same, as a file of weights keeps it
 */
public record PictureFormat(Preprocessing preprocessing) {
    /**
     * Pictures of other proportions are cropped.
     *
     * @param height in pixels, at least 1
     * @param width in pixels, at least 1
     * @param channels 3 (red, green, blue) or 1 (grey)
     */
    public PictureFormat(int height, int width, int channels) {
        this(height, width, channels, Fit.CROP);
    }

    /**
     * Pictures of other proportions are treated as told.
     *
     * @param height in pixels, at least 1
     * @param width in pixels, at least 1
     * @param channels 3 (red, green, blue) or 1 (grey)
     */
    public PictureFormat(int height, int width, int channels, Fit fit) {
        this(new Preprocessing(height, width, channels, fit, 1));
    }

    /**
     * The same for a closer look.
     *
     * @param share of each side about the middle to look at, above 0 to 1
     */
    public PictureFormat withCentre(double share) {
        return new PictureFormat(new Preprocessing(height(), width(), channels(), fit(), share));
    }

    /** In pixels. */
    public int height() {
        return preprocessing.height();
    }

    /** In pixels. */
    public int width() {
        return preprocessing.width();
    }

    /** 3 (red, green, blue) or 1 (grey). */
    public int channels() {
        return preprocessing.channels();
    }

    /** What happens to a picture of other proportions. */
    public Fit fit() {
        return preprocessing.fit();
    }

    /** Share of each side about the middle that the model looks at. */
    public double centre() {
        return preprocessing.centre();
    }

    /** Number of values that one picture has. */
    public int samples() {
        return preprocessing.length();
    }

    /** The picture in this format, other proportions treated as {@link #fit()} says; itself where it fits already. */
    public Picture fit(Picture picture) {
        // Of what is cut off no pixel needs another colour.
        Picture coloured = centre(new Pixels(picture)).picture().withChannels(channels());
        return shaped(new Pixels(coloured)).picture();
    }

    /**
     * Pictures as a batch on a device, sent as the device likes it best.
     *
     * @param pictures each in this format
     * @return values in [0, 1], {@code [pictures, height, width, channels]}
     */
    public Tensor batch(List<Picture> pictures, Scope scope) {
        Backend backend = scope.backend();
        Tensor batch = scope.allocate(preprocessing.shape(pictures.size()));
        if (backend.prefersRawPixels()) {
            DeviceBuffer bytes = scope.bytes(batch.shape().length());
            for (int i = 0; i < pictures.size(); i++) {
                backend.memory().upload(pictures.get(i).pixels(), bytes.slice((long) i * samples(), samples()));
            }
            backend.kernels().bytesToFloats(bytes.length(), bytes, batch.buffer());
            return batch;
        }
        float[] floats = new float[samples()];
        for (int i = 0; i < pictures.size(); i++) {
            pictures.get(i).toFloats(floats, 0);
            backend.memory().upload(floats, 0, batch.buffer().slice((long) i * samples(), samples()), samples());
        }
        return batch;
    }

    /**
     * The part of a picture that {@link #fit(Picture)} brings into this format: what the model looks at. With {@link
     * Fit#PAD} it reaches beyond the picture where the bars are.
     *
     * @param height of the upright picture, in pixels, at least 1
     * @param width of the upright picture, in pixels, at least 1
     */
    public Region region(int height, int width) {
        return fit(View.of(StoredPicture.unseen(height, width, channels()))).region();
    }

    /** The view in this format; its picture has the format's channels. */
    View fit(View view) {
        return shaped(centre(view));
    }

    private <C extends Canvas<C>> C centre(C canvas) {
        int keptHeight = (int) Math.max(1, Math.round(canvas.height() * centre()));
        int keptWidth = (int) Math.max(1, Math.round(canvas.width() * centre()));
        return canvas.middle(keptHeight, keptWidth);
    }

    private <C extends Canvas<C>> C shaped(C canvas) {
        return switch (fit()) {
            case CROP -> proportioned(canvas).resized(height(), width());
            case SQUASH -> canvas.resized(height(), width());
            case PAD -> padded(canvas);
        };
    }

    /** The largest part about the centre that has this format's proportions. */
    private <C extends Canvas<C>> C proportioned(C canvas) {
        int keptHeight = Math.min(canvas.height(), scaled(canvas.width(), height(), width()));
        int keptWidth = Math.min(canvas.width(), scaled(canvas.height(), width(), height()));
        return canvas.middle(keptHeight, keptWidth);
    }

    private <C extends Canvas<C>> C padded(C canvas) {
        int innerHeight = Math.min(height(), scaled(width(), canvas.height(), canvas.width()));
        int innerWidth = Math.min(width(), scaled(height(), canvas.width(), canvas.height()));
        return canvas.resized(innerHeight, innerWidth).padded(height(), width());
    }

    /** {@code size} times a ratio of two whole numbers, rounded, at least 1. */
    private static int scaled(int size, int numerator, int denominator) {
        long scaled = ((long) size * numerator + denominator / 2) / denominator;
        return (int) Math.clamp(scaled, 1L, Integer.MAX_VALUE);
    }
}
