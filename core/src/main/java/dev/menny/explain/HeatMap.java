package dev.menny.explain;

/**
 * How much each place of a picture speaks for a class.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param values {@code [height,width]} in row-major order, each in [0, 1]: 1 where the model looked most, or 0 everywhere
 */
public record HeatMap(int height, int width, float[] values) {
    /**
     * Keeps a copy of the values.
     *
     * @throws IllegalArgumentException if a size is below 1, or there are more or fewer values, or one is not in [0, 1]
     */
    public HeatMap {
        if (height < 1 || width < 1 || values.length != (long) height * width) {
            throw new IllegalArgumentException(
                    "a heat map of %dx%d cannot have %,d values".formatted(width, height, values.length));
        }
        values = values.clone();
        for (float value : values) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("heat lies in [0, 1], got " + value);
            }
        }
    }

    /** A copy of the values. */
    @Override
    public float[] values() {
        return values.clone();
    }

    /**
     * The heat of one place.
     *
     * @param row counted from 0
     * @param column counted from 0
     */
    public float at(int row, int column) {
        return values[row * width + column];
    }
}
