package dev.menny.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What an operation left in one destination, and how it is compared with the reference's. */
sealed interface Result {
    /**
     * Fails if this does not agree with what the reference gives.
     *
     * @param reference the same kind of result
     */
    void assertAgrees(String name, Result reference);

    /** True if another run gave the very same. */
    boolean sameBits(Result other);

    /**
     * Sums.
     *
     * @param terms terms of each sum
     * @param rounding see {@link Conditions}
     */
    record Floats(float[] values, long terms, double rounding) implements Result {
        @Override
        public boolean sameBits(Result other) {
            return other instanceof Floats same && Arrays.equals(values, same.values);
        }

        @Override
        public void assertAgrees(String name, Result reference) {
            float[] expected = ((Floats) reference).values();
            double scale = Tolerance.scale(expected);
            double allowed = Tolerance.allowed(terms, scale) + Conditions.slack(rounding, scale);
            for (int i = 0; i < expected.length; i++) {
                // Written so that a NaN fails.
                if (!(Math.abs((double) values[i] - expected[i]) <= allowed)) {
                    fail("%s[%d]: expected %s, got %s, allowed %.2e", name, i, expected[i], values[i], allowed);
                }
            }
        }
    }

    /** Values that are picked, not computed. */
    record ExactFloats(float[] values) implements Result {
        @Override
        public boolean sameBits(Result other) {
            return other instanceof ExactFloats same && Arrays.equals(values, same.values);
        }

        @Override
        public void assertAgrees(String name, Result reference) {
            float[] expected = ((ExactFloats) reference).values();
            for (int i = 0; i < expected.length; i++) {
                if (values[i] != expected[i]) {
                    fail("%s[%d]: expected exactly %s, got %s", name, i, expected[i], values[i]);
                }
            }
        }
    }

    /** One number that a kernel returned, a sum of things that are not negative. */
    record Sum(double value) implements Result {
        @Override
        public boolean sameBits(Result other) {
            return other instanceof Sum same && Double.compare(value, same.value) == 0;
        }

        @Override
        public void assertAgrees(String name, Result reference) {
            double expected = ((Sum) reference).value();
            double allowed = Tolerance.RTOL * expected;
            if (!(sameBits(reference) || Math.abs(value - expected) <= allowed)) {
                fail("%s: expected %s, got %s, allowed %.2e", name, expected, value, allowed);
            }
        }
    }

    /** Mask bits that follow from inputs without rounding. */
    record ExactMask(byte[] bits) implements Result {
        @Override
        public boolean sameBits(Result other) {
            return other instanceof ExactMask same && Arrays.equals(bits, same.bits);
        }

        @Override
        public void assertAgrees(String name, Result reference) {
            assertThat(bits).as(name).isEqualTo(((ExactMask) reference).bits());
        }
    }

    /**
     * Mask bits of a fused block, compared where the convolution is further from a switch than rounding can be.
     *
     * @param z the convolution
     * @param rounding see {@link Conditions}
     */
    record BlockMask(byte[] bits, float[] z, ConvBlockSpec spec, double rounding) implements Result {
        private static final double FEWEST_DECIDED = 0.9;
        private static final double FEWEST_DECIDED_IF_ROUNDED = 0.6;

        @Override
        public boolean sameBits(Result other) {
            return other instanceof BlockMask same && Arrays.equals(bits, same.bits);
        }

        @Override
        public void assertAgrees(String name, Result reference) {
            BlockMask expected = (BlockMask) reference;
            // The difference of two elements is off by twice what each may be.
            double scale = Tolerance.scale(expected.z);
            double margin =
                    2 * (Tolerance.allowed(Sizes.forwardTerms(spec.conv()), scale) + Conditions.slack(rounding, scale));
            int decided = 0;
            int tied = 0;
            for (int i = 0; i < bits.length; i++) {
                float[] window = window(expected.z, i);
                if (isDecided(window, margin)) {
                    decided++;
                    if (bits[i] != expected.bits[i]) {
                        fail("%s[%d]: expected %s, got %s", name, i, expected.bits[i], bits[i]);
                    }
                } else if (window[3] == window[2]) {
                    tied++;
                }
            }
            assertThat(decided).as("%s: elements compared", name).isGreaterThanOrEqualTo((int)
                    ((rounding == 0 ? FEWEST_DECIDED : FEWEST_DECIDED_IF_ROUNDED) * (bits.length - tied)));
        }

        /** The four elements of z that make element {@code i} of y, in ascending order. */
        private float[] window(float[] values, int i) {
            Pool2dSpec pool = spec.pool();
            int c = i % pool.c();
            int ow = i / pool.c() % pool.ow();
            int row = i / pool.c() / pool.ow();
            float[] window = new float[4];
            for (int j = 0; j < 4; j++) {
                // Heights are even, so row oh of image n is row 2 (n * OH + oh) of all rows of z.
                window[j] = values[((2 * row + j / 2) * pool.w() + 2 * ow + j % 2) * pool.c() + c];
            }
            Arrays.sort(window);
            return window;
        }

        private boolean isDecided(float[] window, double margin) {
            if (spec.pooling() == Pooling.AVERAGE) {
                return IntStream.range(0, 4).noneMatch(i -> Math.abs(window[i]) <= margin);
            }
            return window[3] < -margin || (window[3] > margin && window[3] - window[2] > margin);
        }
    }
}
