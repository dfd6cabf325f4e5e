package dev.menny.backend.scalar;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.host.HostBuffer;
import java.util.Arrays;

/** Puts convolution weights in the order in which {@link CorrelationLoops} multiplies, padded with zeros. */
final class PackedWeights {
    private PackedWeights() {}

    /** Floats from one output channel to the next. */
    static int stride(Correlation correlation) {
        return correlation.groups() * RowProduct.padTerms(correlation.tapsPerGroup());
    }

    /** Floats in all. */
    static int length(Correlation correlation) {
        return RowProduct.padRows(correlation.outC()) * stride(correlation);
    }

    /** {@code packed[k][r, s, c] = w[k][r, s, c]}. */
    static void forward(Conv2dSpec spec, Correlation to, HostBuffer w, HostBuffer packed) {
        Arrays.fill(packed.floats(), packed.offset(), packed.offset() + length(to), 0);
        for (int k = 0; k < spec.k(); k++) {
            for (int tap = 0; tap < spec.r() * spec.s(); tap++) {
                int from = w.offset() + (k * spec.r() * spec.s() + tap) * spec.c();
                System.arraycopy(w.floats(), from, packed.floats(), packed.offset() + position(to, k, tap), spec.c());
            }
        }
    }

    /** {@code packed[c][r, s, k] = w[k][R-1-r, S-1-s, c]}. */
    static void backwardData(Conv2dSpec spec, Correlation to, HostBuffer w, HostBuffer packed) {
        Arrays.fill(packed.floats(), packed.offset(), packed.offset() + length(to), 0);
        int taps = spec.r() * spec.s();
        for (int c = 0; c < spec.c(); c++) {
            for (int tap = 0; tap < taps; tap++) {
                int at = packed.offset() + position(to, c, tap);
                int from = w.offset() + (taps - 1 - tap) * spec.c() + c;
                for (int k = 0; k < spec.k(); k++) {
                    packed.floats()[at + k] = w.floats()[from + k * taps * spec.c()];
                }
            }
        }
    }

    /** Where the input channels of one tap and one output channel begin. */
    private static int position(Correlation to, int outC, int tap) {
        int tapsPerGroup = to.rowsPerGroup() * to.s();
        int group = tap / tapsPerGroup * RowProduct.padTerms(to.tapsPerGroup());
        return outC * stride(to) + group + tap % tapsPerGroup * to.inC();
    }
}
