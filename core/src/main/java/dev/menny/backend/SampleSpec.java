package dev.menny.backend;

/**
 * The sizes of a batch that {@link Kernels#sample} makes of stored pictures.
 *
 * @param n images of the batch
 * @param h height of an image
 * @param w width of an image
 * @param c channels of pictures and images, 1 or 3
 * @param stages colour transforms of every image, one after the other, at least 0
 * @param fill what an image holds beside the part that its picture fills, in [0, 1]
 */
public record SampleSpec(int n, int h, int w, int c, int stages, float fill) {
    /** Elements of the batch. */
    public long outputLength() {
        return (long) n * h * w * c;
    }

    /** Floats of one colour transform, {@code [c, c + 1]}. */
    public int stageLength() {
        return c * (c + 1);
    }

    /** Floats of all colour transforms, {@code [n, stages, c, c + 1]}. */
    public int coloursLength() {
        return n * stages * stageLength();
    }
}
