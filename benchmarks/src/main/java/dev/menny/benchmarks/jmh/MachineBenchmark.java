package dev.menny.benchmarks.jmh;

import dev.menny.benchmarks.machine.Machine;
import dev.menny.benchmarks.machine.MachineCost;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The two ceilings of this machine's roofline: multiply-adds, and bytes from and to memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
public class MachineBenchmark {
    /** Threads that compute at once. */
    @Param("1")
    public int threads;

    /** Floats of each array. */
    @Param(MachineCost.ARRAY)
    public int floats;

    @SuppressWarnings("NullAway.Init") // made before any operation runs
    private Machine machine;

    /** Takes memory and threads. */
    @Setup(Level.Trial)
    public void prepare() {
        machine = new Machine(threads, floats);
    }

    /** Gives memory and threads back. */
    @TearDown(Level.Trial)
    public void close() {
        machine.close();
    }

    /** Multiply-adds in registers. */
    @Benchmark
    public float fma() {
        return machine.fma();
    }

    /** Reads an array. */
    @Benchmark
    public float read() {
        return machine.read();
    }

    /** Copies an array. */
    @Benchmark
    public void copy() {
        machine.copy();
    }

    /** Reads two arrays, writes a third. */
    @Benchmark
    public void triad() {
        machine.triad();
    }

    /** Reads and writes the same array. */
    @Benchmark
    public void update() {
        machine.update();
    }
}
