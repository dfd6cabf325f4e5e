package dev.menny.benchmarks.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** AdamW on a flat run of parameters. */
public class AdamWBenchmark extends WorkState {
    /** Parameters. */
    @Param("100000000")
    public String size = "";

    /** One step. */
    @Benchmark
    public void step() {
        run();
    }
}
