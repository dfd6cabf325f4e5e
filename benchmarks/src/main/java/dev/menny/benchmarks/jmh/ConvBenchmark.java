package dev.menny.benchmarks.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** A 3x3 convolution that keeps height and width. */
public class ConvBenchmark extends WorkState {
    /** Pictures x height x width x channels - output channels. Of 3 channels it is a first layer, without data gradient. */
    @Param({"8x128x128x32-64", "8x64x64x64-128", "8x256x256x3-32"})
    public String size = "";

    /** Convolution and bias. */
    @Benchmark
    public void forward() {
        run();
    }

    /** The gradient of the input. */
    @Benchmark
    public void backwardData() {
        run();
    }

    /** The gradients of weight and bias. */
    @Benchmark
    public void backwardFilter() {
        run();
    }

    /** Forward and all gradients that a training needs. */
    @Benchmark
    public void forwardAndGradients() {
        run();
    }

    /** Convolution, bias, ReLU and pooling, as in a prediction. */
    @Benchmark
    public void blockForward() {
        run();
    }

    /** The whole block and its gradients, as in a training. */
    @Benchmark
    public void blockForwardAndGradients() {
        run();
    }
}
