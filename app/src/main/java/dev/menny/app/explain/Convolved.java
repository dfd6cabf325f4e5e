package dev.menny.app.explain;

import dev.menny.trainer.data.Picture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a filter made of a picture.
 *
 * @param filter what was tried
 * @param input the picture in grey, as small as it was computed on; its samples are 255 times what went in
 * @param output what came out
 * @param heightFormula how the output's height came about, with the numbers
 * @param widthFormula how the output's width came about, with the numbers
 */
public record Convolved(Filter filter, Picture input, Output output, String heightFormula, String widthFormula) {
    /**
     * A feature map of one channel. The array is not copied: whoever holds it must not write to it.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param values {@code [height,width]} in row-major order
     * @param min the smallest value
     * @param max the largest value
     */
    public record Output(int height, int width, float[] values, float min, float max) {
        private static final int WHITE = 255;
        private static final int MID_GREY = 128;

        static Output of(int height, int width, float[] values) {
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            for (float value : values) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
            return new Output(height, width, values, min, max);
        }

        /** The values as float32, little-endian. */
        public byte[] bytes() {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            return bytes.array();
        }

        /**
         * A grey PNG file. Without negative values 0 is black and the largest value white; with such, 0 is mid-grey, and the
         * value that lies farthest from it black or white.
         */
        public byte[] png() {
            byte[] levels = new byte[values.length];
            for (int i = 0; i < values.length; i++) {
                levels[i] = (byte) level(values[i]);
            }
            return Png.grey(height, width, levels);
        }

        private int level(float value) {
            if (min >= 0) {
                return max == 0 ? 0 : Math.round(WHITE * value / max);
            }
            float farthest = Math.max(max, -min);
            return Math.round(MID_GREY + (value < 0 ? MID_GREY : WHITE - MID_GREY) * value / farthest);
        }
    }
}
