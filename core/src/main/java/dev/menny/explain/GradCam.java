package dev.menny.explain;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.Tape;
import dev.menny.nn.Layer;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.List;

/**
 * Where a model looked for a class (Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via
 * Gradient-based Localization", 2017).
 *
 * <p>Each feature of the last layer that still has height and width counts as much as the class's logit grows with it on
 * average; the features so weighted are summed, and what speaks against the class is dropped. Models of Menny's kind end
 * their spatial part with a pooled block, so the map is as coarse as that.
 *
 * <p>Only the gradient with respect to those features is computed. No parameter's gradient is read or written, so any
 * number of threads may ask one model at once, each in its own scope, also while others predict.
 */
public final class GradCam {
    private GradCam() {}

    /**
     * The heat map of a class for one picture.
     *
     * @param model ends in logits {@code [N,classes]}
     * @param scope takes what is computed; the heat map does not depend on it any more
     * @param x {@code [1,H,W,C]}, on the scope's device
     * @param classIndex of the logits, counted from 0
     * @return the height and width of the last spatial layer's output
     * @throws IllegalArgumentException if x is no single picture, the model has no such class, or it has no convolution
     *     with a layer behind it that drops height and width
     * @throws NonFiniteException if the weights are spoilt
     */
    public static HeatMap of(Sequential model, Scope scope, Tensor x, int classIndex) {
        requireOnePicture(x.shape());
        int looking = SpatialLayers.of(model, x.shape()).layers().size();
        List<Layer> layers = model.layers();
        Tensor features = forward(layers.subList(0, looking), ExecutionContext.inference(scope), x);
        Tape tape = new Tape(scope);
        tape.watch(features);
        Tensor logits = forward(layers.subList(looking, layers.size()), ExecutionContext.recording(tape), features);
        Tensor gradient = tape.gradient(logits, oneHot(scope, logits, classIndex), features);
        NonFiniteException.requireFinite(logits.toArray(), "the model's output");
        return heat(features.shape(), features.toArray(), gradient.toArray());
    }

    static void requireOnePicture(Shape shape) {
        if (shape.rank() != 4 || shape.size(0) != 1) {
            throw new IllegalArgumentException(
                    "one picture is explained at a time, expected [N=1,H,W,C], got " + shape);
        }
    }

    private static Tensor forward(List<Layer> layers, ExecutionContext ctx, Tensor x) {
        Tensor y = x;
        for (Layer layer : layers) {
            y = layer.forward(ctx, y);
        }
        return y;
    }

    private static Tensor oneHot(Scope scope, Tensor logits, int classIndex) {
        int classes = Math.toIntExact(logits.shape().length());
        if (classIndex < 0 || classIndex >= classes) {
            throw new IllegalArgumentException(
                    "the model has the classes 0 to %d, got %d".formatted(classes - 1, classIndex));
        }
        float[] row = new float[classes];
        row[classIndex] = 1;
        // A gradient is stored like what it belongs to, which on some devices is not float32.
        Tensor oneHot = scope.allocateLike(logits);
        scope.backend().memory().upload(row, 0, oneHot.buffer(), classes);
        return oneHot;
    }

    private static HeatMap heat(Shape shape, float[] features, float[] gradient) {
        int channels = shape.size(3);
        double[] weights = means(gradient, channels);
        float[] heat = new float[shape.size(1) * shape.size(2)];
        float hottest = 0;
        for (int place = 0; place < heat.length; place++) {
            double sum = 0;
            for (int k = 0; k < channels; k++) {
                sum += weights[k] * features[place * channels + k];
            }
            heat[place] = (float) Math.max(0, sum);
            hottest = Math.max(hottest, heat[place]);
        }
        NonFiniteException.requireFinite(heat, "the heat map");
        for (int place = 0; hottest > 0 && place < heat.length; place++) {
            heat[place] /= hottest;
        }
        return new HeatMap(shape.size(1), shape.size(2), heat);
    }

    /** The mean over all places, by channel. */
    private static double[] means(float[] gradient, int channels) {
        double[] means = new double[channels];
        for (int i = 0; i < gradient.length; i++) {
            means[i % channels] += gradient[i];
        }
        for (int k = 0; k < channels; k++) {
            means[k] /= gradient.length / channels;
        }
        return means;
    }
}
