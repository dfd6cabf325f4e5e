package dev.menny.trainer.data;

/**
 * One change of colours: each pixel v in [0, 1] becomes {@code matrix (v, 1)}, held within [0, 1].
 *
 * @param matrix in row-major order, {@code [channels, channels + 1]}
 */
record ColourStage(double[] matrix) {
    static ColourStage identity(int channels) {
        return scaled(channels, 1, 0);
    }

    /** Multiplies all channels and adds to them. */
    static ColourStage scaled(int channels, double factor, double summand) {
        double[] matrix = new double[channels * (channels + 1)];
        for (int c = 0; c < channels; c++) {
            matrix[c * (channels + 1) + c] = factor;
            matrix[c * (channels + 1) + channels] = summand;
        }
        return new ColourStage(matrix);
    }

    /**
     * Spreads red, green and blue about a luma.
     *
     * @param saturation 1 leaves all as it is, 0 leaves the luma alone
     */
    static ColourStage saturated(double saturation, double red, double green, double blue) {
        double[] luma = {red, green, blue};
        double[] matrix = new double[12];
        for (int c = 0; c < 3; c++) {
            for (int from = 0; from < 3; from++) {
                matrix[4 * c + from] = (1 - saturation) * luma[from] + (from == c ? saturation : 0);
            }
        }
        return new ColourStage(matrix);
    }

    void write(float[] colours, int offset) {
        for (int i = 0; i < matrix.length; i++) {
            colours[offset + i] = (float) matrix[i];
        }
    }
}
