package dev.menny.backend;

import java.util.function.ToDoubleFunction;

/**
 * A linear operator {@code A} and a gradient that claims to be its adjoint. For all x and dy,
 * {@code <A x, dy> = <x, A' dy>}: one number that depends on every entry of both.
 *
 * @param name the operator and its sizes
 * @param gap computes {@code |<A x, dy> - <x, A' dy>| / (|A x| |dy|)} on a backend
 */
record AdjointCase(String name, ToDoubleFunction<Backend> gap) {
    static double gap(DeviceBuffer y, DeviceBuffer dy, double otherSide) {
        return Math.abs(dot(y, dy) - otherSide) / Math.sqrt(dot(y, y) * dot(dy, dy));
    }

    static double dot(DeviceBuffer a, DeviceBuffer b) {
        float[] left = Buffers.read(a);
        float[] right = Buffers.read(b);
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
