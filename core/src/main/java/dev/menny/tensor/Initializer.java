package dev.menny.tensor;

/** How a parameter's values start. */
@FunctionalInterface
public interface Initializer {
    /**
     * Fills a run of values.
     *
     * @param values receives {@code count} values from index 0 on
     * @param seed the parameter's own random stream
     * @param position index of the first of them within the parameter, a multiple of 4
     */
    void fill(float[] values, int count, long seed, long position);
}
