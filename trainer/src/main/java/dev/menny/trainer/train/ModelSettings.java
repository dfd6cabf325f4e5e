package dev.menny.trainer.train;

import dev.menny.backend.Pooling;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Shape;
import dev.menny.trainer.data.PictureFormat;

/**
 * Which network, and for which pictures.
 *
 * @param architecture one of Menny's networks
 * @param size height and width of the pictures it sees
 * @param channels 3 (red, green, blue) or 1 (grey)
 * @param pooling average or max
 * @param dropout chance to drop a feature while training, in [0, 1)
 */
public record ModelSettings(Architecture architecture, int size, int channels, Pooling pooling, float dropout) {
    /** What pictures are brought to. */
    public PictureFormat format() {
        return new PictureFormat(size, size, channels);
    }

    /** The shape of one picture as the network takes it. */
    public Shape input() {
        return Shape.of(1, size, size, channels);
    }

    /**
     * The network, without memory yet.
     *
     * @throws IllegalArgumentException if the network cannot take pictures of this size
     */
    public Sequential build(int classes) {
        return architecture.build(input(), classes, pooling, dropout);
    }
}
