package dev.menny.backend.vector;

/**
 * The input rows under a row of windows.
 *
 * @param values the array that holds the rows, each padded with zeros on both sides
 * @param rows where each row begins in {@code values}, top to bottom
 * @param run floats of a window's row: kernel width times channels, contiguous
 * @param places where each tap of the first window lies in {@code values}
 */
record Taps(float[] values, int[] rows, int run, int[] places) {
    /** Room for the taps of a kernel of some rows. */
    static Taps of(float[] values, int height, int run) {
        return new Taps(values, new int[height], run, new int[height * run]);
    }

    int height() {
        return rows.length;
    }

    /** Moves to the windows whose rows are {@code inputs[first]} and those after it. */
    void moveTo(int[] inputs, int first) {
        System.arraycopy(inputs, first, rows, 0, rows.length);
        for (int i = 0; i < places.length; i++) {
            places[i] = rows[i / run] + i % run;
        }
    }
}
