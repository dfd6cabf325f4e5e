package dev.menny.trainer.train;

import dev.menny.backend.Pooling;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Shape;
import dev.menny.trainer.data.PictureFormat;

/**
 * Which network, and for which pictures.
 *
 * @param architecture one of Menny's networks
 * @param format what pictures are brought to
 * @param pooling average or max
 * @param dropout chance to drop a feature while training, in [0, 1)
 */
public record ModelSettings(Architecture architecture, PictureFormat format, Pooling pooling, float dropout) {
    /** The shape of one picture as the network takes it. */
    public Shape input() {
        return format.preprocessing().shape(1);
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
