package dev.menny.explain;

/**
 * What a layer made of a picture. The array is not copied, since it may be large: whoever holds a feature map must not
 * write to it.
 *
 * @param layer the layer's position in the model, counted from 0
 * @param name the layer's kind, such as {@code ConvBlock}
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param channels features, at least 1
 * @param values {@code [height,width,channels]} in row-major order, all finite
 */
public record FeatureMap(int layer, String name, int height, int width, int channels, float[] values) {
    /** @throws IllegalArgumentException if a size is below 1, or there are more or fewer values than the sizes say */
    public FeatureMap {
        if (height < 1 || width < 1 || channels < 1 || values.length != (long) height * width * channels) {
            throw new IllegalArgumentException("feature maps of %dx%d with %d channels cannot have %,d values"
                    .formatted(width, height, channels, values.length));
        }
    }

    /**
     * One feature at one place.
     *
     * @param row counted from 0
     * @param column counted from 0
     * @param channel counted from 0
     */
    public float at(int row, int column, int channel) {
        return values[(row * width + column) * channels + channel];
    }
}
