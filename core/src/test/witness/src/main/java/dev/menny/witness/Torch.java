package dev.menny.witness;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * PyTorch's operations behind Menny's layouts. The permutations to NCHW and OIHW and back are part of the graph, so
 * PyTorch's autograd returns every gradient in the layout of its input.
 *
 * @param type the precision of all arithmetic
 */
record Torch(NDManager manager, DataType type) implements AutoCloseable {

    private static final Shape NO_DILATION = new Shape(1, 1);

    Torch(DataType type) {
        this(NDManager.newBaseManager(), type);
    }

    @Override
    public void close() {
        manager.close();
    }

    NDArray constant(Values values) {
        return manager.create(values.data(), new Shape(values.shape())).toType(type, true);
    }

    NDArray classNumbers(Values values) {
        return manager.create(values.data(), new Shape(values.shape())).toType(DataType.INT64, true);
    }

    /** A fresh array without history or gradient, to differentiate by. */
    NDArray leaf(NDArray values) {
        NDArray leaf = values.stopGradient().duplicate();
        leaf.setRequiresGradient(true);
        return leaf;
    }

    Map<String, NDArray> leaves(Map<String, NDArray> values) {
        Map<String, NDArray> leaves = new LinkedHashMap<>();
        values.forEach((name, value) -> leaves.put(name, leaf(value)));
        return leaves;
    }

    /** Computes a scalar and leaves its derivatives on the leaves it was computed from. */
    NDArray differentiate(Supplier<NDArray> scalar) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray value = scalar.get();
            collector.backward(value);
            return value;
        }
    }

    NDArray conv2d(NDArray x, NDArray w, NDArray b, Window window) {
        NDList y = Conv2d.conv2d(channelsFirst(x), channelsFirst(w), b, window.stride(), window.pad(), NO_DILATION, 1);
        return channelsLast(y.singletonOrThrow());
    }

    NDArray avgPool2d(NDArray x, Window window) {
        return channelsLast(
                Pool.avgPool2d(channelsFirst(x), window.size(), window.stride(), window.pad(), false, true));
    }

    NDArray maxPool2d(NDArray x, Window window) {
        return channelsLast(Pool.maxPool2d(channelsFirst(x), window.size(), window.stride(), window.pad(), false));
    }

    NDArray relu(NDArray x) {
        return Activation.relu(x);
    }

    NDArray linear(NDArray x, NDArray w, NDArray b) {
        return Linear.linear(x, w, b).singletonOrThrow();
    }

    /** {@code [n,h,w,c]} to {@code [n,h*w*c]}, channels fastest. */
    NDArray flatten(NDArray x) {
        return x.reshape(x.getShape().get(0), -1);
    }

    /** The batch's mean of the negative logarithm of the labelled class's probability. */
    NDArray crossEntropy(NDArray logits, NDArray labels) {
        return logits.logSoftmax(1).gather(labels.reshape(-1, 1), 1).neg().mean();
    }

    static double[] doubles(NDArray values) {
        return values.stopGradient()
                .toType(DataType.FLOAT64, true)
                .flatten()
                .duplicate()
                .toDoubleArray();
    }

    private static NDArray channelsFirst(NDArray channelsLast) {
        return channelsLast.transpose(0, 3, 1, 2);
    }

    private static NDArray channelsLast(NDArray channelsFirst) {
        return channelsFirst.transpose(0, 2, 3, 1);
    }
}
