package dev.menny.trainer.data;

/**
 * Pictures and labels for one step.
 *
 * @param size number of pictures
 * @param pixels values in [0, 1], [size, height, width, channels], exactly that many; valid until the iterator that gave
 *     the batch moves on ({@code next}, or a {@code hasNext} that answers no), because the array is then filled again
 * @param labels one class index for each picture; never reused
 */
public record Batch(int size, float[] pixels, int[] labels, int height, int width, int channels) {
    /** @throws IllegalArgumentException if there are more or fewer labels or values than the sizes say */
    public Batch {
        if (labels.length != size || pixels.length != (long) size * height * width * channels) {
            throw new IllegalArgumentException("A batch of %d pictures of %dx%dx%d got %d labels and %d values"
                    .formatted(size, height, width, channels, labels.length, pixels.length));
        }
    }
}
