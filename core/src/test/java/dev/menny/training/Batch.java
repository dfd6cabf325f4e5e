package dev.menny.training;

import dev.menny.backend.Philox;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;

/**
 * Made-up labelled images, equal for equal seeds. A class is told by how bright its images are, under noise.
 *
 * @param shape {@code [N,H,W,C]}
 * @param pixels in [0, 1]
 * @param labels in [0, classes)
 */
public record Batch(Shape shape, float[] pixels, int[] labels) {
    /** A batch whose classes take turns. */
    public static Batch of(Shape shape, int classes, long seed) {
        float[] pixels = new float[Math.toIntExact(shape.length())];
        Philox.uniforms(seed, 0, pixels, pixels.length);
        int[] labels = new int[shape.size(0)];
        int image = pixels.length / labels.length;
        for (int i = 0; i < pixels.length; i++) {
            int label = i / image % classes;
            labels[i / image] = label;
            pixels[i] = (pixels[i] + label) / classes;
        }
        return new Batch(shape, pixels, labels);
    }

    /** The pixels as a tensor. */
    public Tensor images(Scope scope) {
        return scope.tensor(shape, pixels);
    }
}
