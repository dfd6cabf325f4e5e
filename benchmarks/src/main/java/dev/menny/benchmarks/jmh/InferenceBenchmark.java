package dev.menny.benchmarks.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** What one picture costs. */
public class InferenceBenchmark extends WorkState {
    /** The network. */
    @Param("complex")
    public String model = "";

    /** Height and width of a picture. */
    @Param("512")
    public String size = "";

    /** Pictures at once. */
    @Param("1")
    public String batch = "";

    /** From a picture in memory to logits in memory. */
    @Benchmark
    public void latency() {
        run();
    }
}
