package dev.menny.trainer.data;

/**
 * Which source samples make one target sample along an axis, and how much each counts. Weights are whole numbers that sum
 * to {@code total}, so that averages are exact.
 *
 * @param start first source index, by target index
 * @param weights by target index, then by source index from {@code start} on
 * @param total sum of the weights of every target sample
 */
record Taps(int[] start, int[][] weights, long total) {
    static Taps between(int source, int target) {
        return target < source ? areas(source, target) : linear(source, target);
    }

    /** Source samples {@code target} wide, target samples {@code source} wide: the weight is the length both share. */
    private static Taps areas(int source, int target) {
        int[] start = new int[target];
        int[][] weights = new int[target][];
        for (int t = 0; t < target; t++) {
            long from = (long) t * source;
            long to = from + source;
            int first = (int) (from / target);
            int last = (int) ((to - 1) / target);
            start[t] = first;
            weights[t] = new int[last - first + 1];
            for (int s = first; s <= last; s++) {
                long left = Math.max(from, (long) s * target);
                long right = Math.min(to, (long) (s + 1) * target);
                weights[t][s - first] = (int) (right - left);
            }
        }
        return new Taps(start, weights, source);
    }

    /** Centres aligned: target t lies at (t + 1/2) source/target - 1/2, counted here in steps of 1 / (2 target). */
    private static Taps linear(int source, int target) {
        int[] start = new int[target];
        int[][] weights = new int[target][];
        long step = 2L * target;
        for (int t = 0; t < target; t++) {
            long position = Math.clamp((2L * t + 1) * source - target, 0, (source - 1) * step);
            int whole = (int) (position / step);
            int part = (int) (position % step);
            start[t] = whole;
            weights[t] = part == 0 ? new int[] {(int) step} : new int[] {(int) step - part, part};
        }
        return new Taps(start, weights, step);
    }
}
