package dev.menny.benchmarks.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** The fully connected layer that most of the complex model consists of. */
public class LinearBenchmark extends WorkState {
    /** Input - output features. */
    @Param("524288-512")
    public String size = "";

    /** Rows. */
    @Param({"4", "16", "64"})
    public String batch = "";

    /** Product and bias. */
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
}
