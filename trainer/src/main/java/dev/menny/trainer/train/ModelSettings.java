package dev.menny.trainer.train;

import dev.menny.backend.Pooling;
import dev.menny.nn.Layer;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Shape;
import dev.menny.trainer.data.PictureFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * Which network, and for which pictures.
 *
 * @param architecture one of Menny's networks
 * @param format what pictures are brought to
 * @param normalization what is done to pixels first
 * @param pooling average or max
 * @param dropout chance to drop a feature while training, in [0, 1)
 */
public record ModelSettings(
        Architecture architecture, PictureFormat format, Normalization normalization, Pooling pooling, float dropout) {
    /** The same for pictures of another size. */
    public ModelSettings withSize(int height, int width) {
        PictureFormat other = new PictureFormat(height, width, format.channels(), format.fit());
        return withFormat(other.withCentre(format.centre()));
    }

    /** The same for pictures in another format. */
    public ModelSettings withFormat(PictureFormat other) {
        return new ModelSettings(architecture, other, normalization, pooling, dropout);
    }

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
        List<Layer> layers = new ArrayList<>(normalization.layers());
        layers.addAll(architecture.build(input(), classes, pooling, dropout).layers());
        return Sequential.of(layers);
    }
}
