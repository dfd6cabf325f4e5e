package dev.menny.benchmarks.peers.pytorch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import dev.menny.benchmarks.workload.ConvPass;
import dev.menny.benchmarks.workload.ConvShape;
import dev.menny.benchmarks.workload.ConvWork;
import dev.menny.benchmarks.workload.Data;
import dev.menny.benchmarks.workload.Workload;

/** One convolution of PyTorch, NCHW as DJL makes it. */
final class PyTorchConv implements Workload {
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);
    private static final Shape NO_PADDING = new Shape(0, 0);

    private final NDManager manager = NDManager.newBaseManager();
    private final ConvPass pass;
    private final boolean needsDataGradient;
    private final NDArray x;
    private final NDArray w;
    private final NDArray b;

    PyTorchConv(ConvWork work) {
        ConvShape shape = work.shape();
        this.pass = work.pass();
        this.needsDataGradient = !shape.isFirstLayer();
        int taps = ConvShape.KERNEL * ConvShape.KERNEL;
        this.x = manager.create(
                Data.uniform(Math.toIntExact(shape.inputLength())),
                new Shape(shape.n(), shape.c(), shape.h(), shape.w()));
        this.w = manager.create(
                Data.weights(Math.toIntExact(shape.weightLength()), taps * shape.c()),
                new Shape(shape.k(), shape.c(), ConvShape.KERNEL, ConvShape.KERNEL));
        this.b = manager.zeros(new Shape(shape.k()));
    }

    @Override
    public void run() {
        try (NDManager step = manager.newSubManager()) {
            if (pass.isForwardAndGradients()) {
                gradients(step);
            } else {
                forward(adopted(step, x), w, b);
            }
        }
    }

    /** Leaves on the same memory but without a gradient yet, so that none is added to an old one. */
    private void gradients(NDManager step) {
        NDArray input = adopted(step, x.stopGradient());
        NDArray weight = adopted(step, w.stopGradient());
        NDArray bias = adopted(step, b.stopGradient());
        input.setRequiresGradient(needsDataGradient);
        weight.setRequiresGradient(true);
        bias.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(forward(input, weight, bias));
        }
    }

    /** Results belong to the manager of the first operand: for the length of a step, the step's. */
    private static NDArray adopted(NDManager step, NDArray array) {
        array.tempAttach(step);
        return array;
    }

    private NDArray forward(NDArray input, NDArray weight, NDArray bias) {
        NDArray y = Conv2d.conv2d(input, weight, bias, ONE, ONE, ONE, 1).singletonOrThrow();
        return pass.isBlock() ? Pool.avgPool2d(Activation.relu(y), TWO, TWO, NO_PADDING, false, true) : y;
    }

    @Override
    public void close() {
        manager.close();
    }
}
