package dev.menny.backend.host;

import dev.menny.backend.AffineSpec;
import dev.menny.backend.DropoutSpec;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Philox;

/** ReLU, affine maps and dropout. */
final class ElementLoops {
    private ElementLoops() {}

    static void reluForward(ThreadTeam team, ScratchPool pool, long length, HostBuffer x, HostBuffer y) {
        Tile.forEach(team, pool, length, (values, space, from, count) -> {
            values.load(x, from, count);
            relu(values.floats(), values.first(), values.first() + count);
            values.store(y, from, count);
        });
    }

    private static void relu(float[] values, int first, int end) {
        for (int i = first; i < end; i++) {
            values[i] = Math.max(values[i], 0);
        }
    }

    static void reluBackward(
            ThreadTeam team, ScratchPool pool, long length, HostBuffer y, HostBuffer dy, GradientBuffer dx) {
        HostBuffer target = HostBuffer.of(dx.buffer());
        Tile.forEach(team, pool, length, (gradients, activations, from, count) -> {
            activations.load(y, from, count);
            gradients.load(dy, from, count);
            int first = gradients.first();
            passPositive(activations.floats(), gradients.floats(), first, first + count);
            if (dx.accumulate()) {
                gradients.add(target, from, count, activations);
            }
            gradients.store(target, from, count);
        });
    }

    /** Keeps gradients where the activation, never below 0, is above 0; signum vectorises where a branch does not. */
    private static void passPositive(float[] activations, float[] gradients, int first, int end) {
        for (int i = first; i < end; i++) {
            gradients[i] *= Math.signum(activations[i]);
        }
    }

    static void affine(ThreadTeam team, ScratchPool pool, AffineSpec spec, HostBuffer x, GradientBuffer y) {
        HostBuffer target = HostBuffer.of(y.buffer());
        Tile.forEach(team, pool, spec.length(), (values, space, from, count) -> {
            values.load(x, from, count);
            int first = values.first();
            scaleAndShift(values.floats(), spec.scale(), spec.shift(), first, first + count);
            if (y.accumulate()) {
                values.add(target, from, count, space);
            }
            values.store(target, from, count);
        });
    }

    private static void scaleAndShift(float[] values, float scale, float shift, int first, int end) {
        for (int i = first; i < end; i++) {
            values[i] = values[i] * scale + shift;
        }
    }

    static void dropout(ThreadTeam team, ScratchPool pool, DropoutSpec spec, HostBuffer x, GradientBuffer y) {
        HostBuffer target = HostBuffer.of(y.buffer());
        Tile.forEach(team, pool, spec.length(), (values, uniforms, from, count) -> {
            values.load(x, from, count);
            int first = values.first();
            Philox.uniforms(spec.seed(), spec.offset() + from, uniforms.floats(), first, count);
            drop(values.floats(), uniforms.floats(), spec.probability(), spec.scale(), first, first + count);
            if (y.accumulate()) {
                values.add(target, from, count, uniforms);
            }
            values.store(target, from, count);
        });
    }

    /** The sign of {@code uniform - probability} is -1 where an element is dropped, else 0 or 1. */
    private static void drop(float[] values, float[] uniforms, float probability, float scale, int first, int end) {
        for (int i = first; i < end; i++) {
            float kept = Math.min(Math.signum(uniforms[i] - probability) + 1, 1);
            values[i] = values[i] * scale * kept;
        }
    }
}
