package dev.menny.backend;

/** Numbers of elements and of terms that follow from a spec. */
final class Sizes {
    private Sizes() {}

    static long x(Conv2dSpec spec) {
        return (long) spec.n() * spec.h() * spec.w() * spec.c();
    }

    static long w(Conv2dSpec spec) {
        return (long) spec.k() * spec.r() * spec.s() * spec.c();
    }

    static long x(Pool2dSpec spec) {
        return (long) spec.n() * spec.h() * spec.w() * spec.c();
    }

    static long y(Pool2dSpec spec) {
        return (long) spec.n() * spec.oh() * spec.ow() * spec.c();
    }

    /** Terms of one output: the kernel's taps and the bias. */
    static long forwardTerms(Conv2dSpec spec) {
        return (long) spec.r() * spec.s() * spec.c() + 1;
    }

    /** Terms of one element of the input's gradient, at most. */
    static long dataTerms(Conv2dSpec spec) {
        return (long) spec.r() * spec.s() * spec.k();
    }

    /** Terms of one element of the weight's or the bias's gradient. */
    static long filterTerms(Conv2dSpec spec) {
        return (long) spec.n() * spec.oh() * spec.ow();
    }

    /** Multiplications of a forward pass. */
    static long work(Conv2dSpec spec) {
        return spec.outputLength() * spec.r() * spec.s() * spec.c();
    }
}
