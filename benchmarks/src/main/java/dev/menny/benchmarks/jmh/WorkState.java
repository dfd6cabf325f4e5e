package dev.menny.benchmarks.jmh;

import dev.menny.benchmarks.workload.Contestant;
import dev.menny.benchmarks.workload.Contestants;
import dev.menny.benchmarks.workload.Setting;
import dev.menny.benchmarks.workload.Workload;
import dev.menny.benchmarks.workload.Works;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.BenchmarkParams;

/** What all benchmarks of work share: a library makes the work ready, an operation runs it once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 7, time = 2)
public abstract class WorkState {
    /** Who computes. */
    @Param("menny")
    public String library = "";

    /** CPU threads of the library, not of JMH. */
    @Param("1")
    public String threads = "";

    /** Where Menny computes: cpu, scalar, reference or cuda; peers know the CPU alone. */
    @Param(Setting.CPU)
    public String device = "";

    /** What floats are multiplied in: fp32, tf32, bf16 or auto. CPUs know fp32 alone. */
    @Param(Setting.FP32)
    public String precision = "";

    @SuppressWarnings("NullAway.Init") // made before any operation runs
    private Workload workload;

    /** Makes the work ready that JMH's parameters name. */
    @Setup(Level.Trial)
    public void prepare(BenchmarkParams chosen) {
        Map<String, String> parameters = new HashMap<>();
        for (String key : chosen.getParamsKeys()) {
            parameters.put(key, chosen.getParam(key));
        }
        Setting setting = Works.setting(parameters);
        Contestant contestant = Contestants.named(library);
        contestant.requireReady(setting);
        workload = contestant.prepare(Works.of(chosen.getBenchmark(), parameters), setting);
    }

    /** Gives the work's memory back. */
    @TearDown(Level.Trial)
    public void close() {
        workload.close();
    }

    final void run() {
        workload.run();
    }
}
