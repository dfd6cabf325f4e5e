package dev.menny.backend.reference;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.Window;

/**
 * The loops and positions of a convolution: which input element and which weight meet in an output.
 *
 * @param spec the convolution's sizes
 */
record ConvIndex(Conv2dSpec spec) {
    interface Output {
        void at(int n, int oh, int ow, int k);
    }

    interface Tap {
        void at(int ih, int iw, int r, int s);
    }

    int x(int n, int ih, int iw, int c) {
        return ((n * spec.h() + ih) * spec.w() + iw) * spec.c() + c;
    }

    int w(int k, int r, int s, int c) {
        return ((k * spec.r() + r) * spec.s() + s) * spec.c() + c;
    }

    int y(int n, int oh, int ow, int k) {
        return ((n * spec.oh() + oh) * spec.ow() + ow) * spec.k() + k;
    }

    void forEachOutput(Output output) {
        for (int n = 0; n < spec.n(); n++) {
            for (int oh = 0; oh < spec.oh(); oh++) {
                for (int ow = 0; ow < spec.ow(); ow++) {
                    for (int k = 0; k < spec.k(); k++) {
                        output.at(n, oh, ow, k);
                    }
                }
            }
        }
    }

    /** Visits the kernel's elements that lie on the input; those on the padding contribute nothing. */
    void forEachTap(int oh, int ow, Tap tap) {
        Window window = spec.window();
        for (int r = 0; r < spec.r(); r++) {
            for (int s = 0; s < spec.s(); s++) {
                int ih = oh * window.strideH() - window.padH() + r;
                int iw = ow * window.strideW() - window.padW() + s;
                if (ih >= 0 && ih < spec.h() && iw >= 0 && iw < spec.w()) {
                    tap.at(ih, iw, r, s);
                }
            }
        }
    }
}
