package dev.menny.backend.host;

import dev.menny.backend.AffineSpec;
import dev.menny.backend.DropoutSpec;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Philox;

/** ReLU, affine maps and dropout. */
final class ElementLoops {
    private ElementLoops() {}

    static void reluForward(ThreadTeam team, long length, HostBuffer x, HostBuffer y) {
        Tile.forEach(team, length, () -> {
            float[] values = Tile.create();
            return (from, count) -> {
                Tile.load(x, from, values, count);
                relu(values, count);
                Tile.store(values, y, from, count);
            };
        });
    }

    private static void relu(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = Math.max(values[i], 0);
        }
    }

    static void reluBackward(ThreadTeam team, long length, HostBuffer y, HostBuffer dy, GradientBuffer dx) {
        HostBuffer target = HostBuffer.of(dx.buffer());
        Tile.forEach(team, length, () -> {
            float[] activations = Tile.create();
            float[] gradients = Tile.create();
            return (from, count) -> {
                Tile.load(y, from, activations, count);
                Tile.load(dy, from, gradients, count);
                passPositive(activations, gradients, count);
                if (dx.accumulate()) {
                    Tile.add(target, from, gradients, activations, count);
                }
                Tile.store(gradients, target, from, count);
            };
        });
    }

    /** Keeps gradients where the activation, never below 0, is above 0; signum vectorises where a branch does not. */
    private static void passPositive(float[] activations, float[] gradients, int count) {
        for (int i = 0; i < count; i++) {
            gradients[i] *= Math.signum(activations[i]);
        }
    }

    static void affine(ThreadTeam team, AffineSpec spec, HostBuffer x, GradientBuffer y) {
        HostBuffer target = HostBuffer.of(y.buffer());
        Tile.forEach(team, spec.length(), () -> {
            float[] values = Tile.create();
            float[] before = Tile.create();
            return (from, count) -> {
                Tile.load(x, from, values, count);
                scaleAndShift(values, spec.scale(), spec.shift(), count);
                if (y.accumulate()) {
                    Tile.add(target, from, values, before, count);
                }
                Tile.store(values, target, from, count);
            };
        });
    }

    private static void scaleAndShift(float[] values, float scale, float shift, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = values[i] * scale + shift;
        }
    }

    static void dropout(ThreadTeam team, DropoutSpec spec, HostBuffer x, GradientBuffer y) {
        HostBuffer target = HostBuffer.of(y.buffer());
        Tile.forEach(team, spec.length(), () -> {
            float[] uniforms = Tile.create();
            float[] values = Tile.create();
            return (from, count) -> {
                Tile.load(x, from, values, count);
                Philox.uniforms(spec.seed(), spec.offset() + from, uniforms, count);
                drop(values, uniforms, spec.probability(), spec.scale(), count);
                if (y.accumulate()) {
                    Tile.add(target, from, values, uniforms, count);
                }
                Tile.store(values, target, from, count);
            };
        });
    }

    /** The sign of {@code uniform - probability} is -1 where an element is dropped, else 0 or 1. */
    private static void drop(float[] values, float[] uniforms, float probability, float scale, int count) {
        for (int i = 0; i < count; i++) {
            float kept = Math.min(Math.signum(uniforms[i] - probability) + 1, 1);
            values[i] = values[i] * scale * kept;
        }
    }
}
