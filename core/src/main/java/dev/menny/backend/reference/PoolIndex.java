package dev.menny.backend.reference;

import dev.menny.backend.Pool2dSpec;
import java.util.function.IntConsumer;

/**
 * The loops and positions of a pooling.
 *
 * @param spec the pooling's sizes
 */
record PoolIndex(Pool2dSpec spec) {
    interface Output {
        void at(int n, int oh, int ow, int c);
    }

    int x(int n, int ih, int iw, int c) {
        return ((n * spec.h() + ih) * spec.w() + iw) * spec.c() + c;
    }

    int y(int n, int oh, int ow, int c) {
        return ((n * spec.oh() + oh) * spec.ow() + ow) * spec.c() + c;
    }

    void forEachOutput(Output output) {
        for (int n = 0; n < spec.n(); n++) {
            for (int oh = 0; oh < spec.oh(); oh++) {
                for (int ow = 0; ow < spec.ow(); ow++) {
                    for (int c = 0; c < spec.c(); c++) {
                        output.at(n, oh, ow, c);
                    }
                }
            }
        }
    }

    /** Visits the positions of a window in row-major order. */
    void forEachElement(int n, int oh, int ow, int c, IntConsumer position) {
        for (int i = 0; i < spec.size(); i++) {
            for (int j = 0; j < spec.size(); j++) {
                position.accept(x(n, oh * spec.stride() + i, ow * spec.stride() + j, c));
            }
        }
    }

    /** The position of a window's first largest element. */
    int largest(Values x, int n, int oh, int ow, int c) {
        int[] best = {-1};
        forEachElement(n, oh, ow, c, position -> {
            if (best[0] < 0 || x.get(position) > x.get(best[0])) {
                best[0] = position;
            }
        });
        return best[0];
    }
}
