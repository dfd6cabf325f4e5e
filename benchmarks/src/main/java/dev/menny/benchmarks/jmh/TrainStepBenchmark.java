package dev.menny.benchmarks.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** One step of a training. By default only those combinations of model, size and batch that {@code TrainingTable} lists. */
public class TrainStepBenchmark extends WorkState {
    /** The network. */
    @Param({"simple", "complex"})
    public String model = "";

    /** Height and width of a picture. */
    @Param({"128", "512"})
    public String size = "";

    /** Pictures of a step. */
    @Param({"16", "4"})
    public String batch = "";

    /** Forward, backward, AdamW. */
    @Benchmark
    public void step() {
        run();
    }

    /** Forward and backward alone; all gradients stay. */
    @Benchmark
    public void forwardBackward() {
        run();
    }
}
