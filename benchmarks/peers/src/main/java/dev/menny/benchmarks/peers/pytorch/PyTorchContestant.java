package dev.menny.benchmarks.peers.pytorch;

import dev.menny.benchmarks.peers.ProcessSettings;
import dev.menny.benchmarks.workload.AdamWWork;
import dev.menny.benchmarks.workload.Contestant;
import dev.menny.benchmarks.workload.ConvPass;
import dev.menny.benchmarks.workload.ConvWork;
import dev.menny.benchmarks.workload.LinearWork;
import dev.menny.benchmarks.workload.NetworkWork;
import dev.menny.benchmarks.workload.Setting;
import dev.menny.benchmarks.workload.Work;
import dev.menny.benchmarks.workload.Workload;
import java.util.Optional;

/** PyTorch through DJL. */
public final class PyTorchContestant implements Contestant {
    @Override
    public String name() {
        return "pytorch";
    }

    @Override
    public String version() {
        return "PyTorch 2.7.1 through DJL 0.35.1";
    }

    @Override
    public Optional<String> refusal(Work work, Setting setting) {
        if (!setting.isPlainCpu()) {
            return Optional.of("pytorch is measured on the cpu, in fp32");
        }
        if (work instanceof AdamWWork) {
            return Optional.of("pytorch's AdamW is measured within a training step: see TrainStepBenchmark");
        }
        if (work instanceof ConvWork(var shape, var pass)
                && (pass == ConvPass.BACKWARD_DATA || pass == ConvPass.BACKWARD_FILTER)) {
            return Optional.of("pytorch computes a convolution's gradients only after its forward pass:"
                    + " see ConvBenchmark.forwardAndGradients");
        }
        return Optional.empty();
    }

    @Override
    public void requireReady(Setting setting) {
        ProcessSettings.require(System.getenv(), setting.threads());
    }

    @Override
    public Workload prepare(Work work, Setting setting) {
        PyTorchSettings.apply(setting.threads());
        return switch (work) {
            case ConvWork conv -> new PyTorchConv(conv);
            case LinearWork linear -> new PyTorchLinear(linear);
            case NetworkWork network ->
                network.pass() == NetworkWork.Pass.INFERENCE
                        ? new PyTorchInference(network)
                        : new PyTorchTraining(network);
            case AdamWWork adamW -> throw new IllegalArgumentException("refused before: " + adamW);
        };
    }
}
