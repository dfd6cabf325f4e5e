package dev.menny.io;

import dev.menny.tensor.Shape;

/**
 * The pictures that a model takes: row-major {@code [height,width,channels]}, values in [0, 1], red, green and blue or
 * grey alone; and how pictures of other sizes become such.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param channels 3 for RGB, 1 for grey
 * @param fit what happens to a picture of other proportions
 * @param centre share of each side of a picture, about its middle, that the model looks at; above 0 to 1, which is all
 */
public record Preprocessing(int height, int width, int channels, Fit fit, double centre) {
    /** @throws IllegalArgumentException if a size is below 1, the channels are neither 1 nor 3, or the centre is none */
    public Preprocessing {
        if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException("pictures have a height and width of at least 1 and 1 or 3 channels,"
                    + " got %dx%dx%d".formatted(height, width, channels));
        }
        if (!(centre > 0 && centre <= 1)) {
            throw new IllegalArgumentException(
                    "the share of a picture to look at lies above 0 and up to 1, got " + centre);
        }
        if ((long) height * width * channels > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a picture of %dx%dx%d is more than an array holds: choose a smaller size"
                            .formatted(height, width, channels));
        }
    }

    /** Pictures of other proportions are cropped. */
    public Preprocessing(int height, int width, int channels) {
        this(height, width, channels, Fit.CROP, 1);
    }

    /** Values of one picture. */
    public int length() {
        return height * width * channels;
    }

    /** The shape of a batch, {@code [batch,height,width,channels]}. */
    public Shape shape(int batch) {
        return Shape.of(batch, height, width, channels);
    }
}
