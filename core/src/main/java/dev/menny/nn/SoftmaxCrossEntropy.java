package dev.menny.nn;

import dev.menny.autograd.ExecutionContext;
import dev.menny.backend.SoftmaxSpec;
import dev.menny.nn.function.SoftmaxCrossEntropyFunction;
import dev.menny.tensor.ShapeCheck;
import dev.menny.tensor.Tensor;
import java.util.Arrays;

/**
 * The mean cross-entropy between labels and the softmax of logits. The softmax is in here: a model must end in logits,
 * since a softmax applied twice flattens the gradient.
 *
 * <p>With class weights it is the weighted mean: {@code sum(w[label] loss) / sum(w[label])} over the rows of a batch.
 */
public final class SoftmaxCrossEntropy implements Loss {
    // Empty: all classes count alike.
    private final double[] classWeights;

    /** All classes count alike. */
    public SoftmaxCrossEntropy() {
        this.classWeights = new double[0];
    }

    /**
     * Some classes count more than others.
     *
     * @param classWeights one per class, above 0; only their ratios matter
     * @throws IllegalArgumentException if there is none, or one is not above 0 and finite
     */
    public SoftmaxCrossEntropy(double... classWeights) {
        if (classWeights.length == 0) {
            throw new IllegalArgumentException("class weights: expected one per class, got none");
        }
        for (double weight : classWeights) {
            if (!(weight > 0 && Double.isFinite(weight))) {
                throw new IllegalArgumentException("class weights must be finite and above 0, got " + weight);
            }
        }
        this.classWeights = classWeights.clone();
    }

    /**
     * Weights that make rare classes count as much as frequent ones, with a mean of 1 over the pictures:
     * {@code total / (classes count[class])}.
     *
     * @param counts pictures of each class, at least 1 each
     * @throws IllegalArgumentException if a class has no picture
     */
    public static SoftmaxCrossEntropy balanced(int... counts) {
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] < 1) {
                throw new IllegalArgumentException(
                        "balanced class weights need pictures of each class, class %d has %d: add some or leave it out"
                                .formatted(label, counts[label]));
            }
        }
        double total = Arrays.stream(counts).asLongStream().sum();
        return new SoftmaxCrossEntropy(Arrays.stream(counts)
                .mapToDouble(count -> total / ((double) counts.length * count))
                .toArray());
    }

    /**
     * The loss of a batch.
     *
     * @param logits {@code [N,classes]}
     * @param labels one class per row, each in [0, classes)
     * @return {@code [1]}, the weighted mean over rows, in nats
     */
    @Override
    public Tensor forward(ExecutionContext ctx, Tensor logits, int... labels) {
        SoftmaxSpec spec = ShapeCheck.softmaxCrossEntropy(logits.shape(), labels);
        if (classWeights.length != 0 && classWeights.length != spec.classes()) {
            throw new IllegalArgumentException("[softmax_cross_entropy] expected logits of %d classes, got %s"
                    .formatted(classWeights.length, logits.shape()));
        }
        return SoftmaxCrossEntropyFunction.apply(ctx, spec, logits, labels, shares(labels));
    }

    private float[] shares(int[] labels) {
        double total = Arrays.stream(labels).mapToDouble(this::weight).sum();
        float[] shares = new float[labels.length];
        for (int row = 0; row < shares.length; row++) {
            shares[row] = (float) (weight(labels[row]) / total);
        }
        return shares;
    }

    private double weight(int label) {
        return classWeights.length == 0 ? 1 : classWeights[label];
    }

    @Override
    public String toString() {
        return classWeights.length == 0
                ? "softmax cross-entropy"
                : "softmax cross-entropy, class weights " + Arrays.toString(classWeights);
    }
}
