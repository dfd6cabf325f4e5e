package dev.menny.backend.scalar;

/** Copies between pixels of interleaved channels and one array a channel, several at a time. */
final class Transpose {
    private Transpose() {}

    /** {@code rows[j][to + i * step] = source[from + i * stride + j]} for i up to {@code count}, j up to {@code width}. */
    static void split(float[] source, int from, int stride, int count, float[][] rows, int width, int to, int step) {
        int i = 0;
        for (; step == 1 && i + 8 <= count; i += 8) {
            splitEight(source, from + i * stride, stride, rows, width, to + i);
        }
        for (; i < count; i++) {
            for (int j = 0; j < width; j++) {
                rows[j][to + i * step] = source[from + i * stride + j];
            }
        }
    }

    private static void splitEight(float[] source, int from, int stride, float[][] rows, int width, int to) {
        for (int j = 0; j < width; j++) {
            float[] row = rows[j];
            row[to] = source[from + j];
            row[to + 1] = source[from + stride + j];
            row[to + 2] = source[from + 2 * stride + j];
            row[to + 3] = source[from + 3 * stride + j];
            row[to + 4] = source[from + 4 * stride + j];
            row[to + 5] = source[from + 5 * stride + j];
            row[to + 6] = source[from + 6 * stride + j];
            row[to + 7] = source[from + 7 * stride + j];
        }
    }

    /** The way back: {@code target[to + i * width + j]} gets, or adds, {@code rows[j][from + i]}. */
    static void join(float[][] rows, int width, int from, int count, float[] target, int to, boolean accumulate) {
        int j = 0;
        for (; j + 4 <= width; j += 4) {
            joinFour(rows[j], rows[j + 1], rows[j + 2], rows[j + 3], from, count, target, to + j, width, accumulate);
        }
        for (; j < width; j++) {
            float[] row = rows[j];
            for (int i = 0; i < count; i++) {
                int at = to + j + i * width;
                target[at] = accumulate ? target[at] + row[from + i] : row[from + i];
            }
        }
    }

    private static void joinFour(
            float[] row0,
            float[] row1,
            float[] row2,
            float[] row3,
            int from,
            int count,
            float[] target,
            int to,
            int width,
            boolean accumulate) {
        for (int i = 0; i < count; i++) {
            int at = to + i * width;
            float value0 = row0[from + i];
            float value1 = row1[from + i];
            float value2 = row2[from + i];
            float value3 = row3[from + i];
            target[at] = accumulate ? target[at] + value0 : value0;
            target[at + 1] = accumulate ? target[at + 1] + value1 : value1;
            target[at + 2] = accumulate ? target[at + 2] + value2 : value2;
            target[at + 3] = accumulate ? target[at + 3] + value3 : value3;
        }
    }
}
