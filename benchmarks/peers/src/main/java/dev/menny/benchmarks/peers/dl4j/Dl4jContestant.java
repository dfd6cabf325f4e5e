package dev.menny.benchmarks.peers.dl4j;

import dev.menny.benchmarks.peers.ProcessSettings;
import dev.menny.benchmarks.workload.Contestant;
import dev.menny.benchmarks.workload.ConvPass;
import dev.menny.benchmarks.workload.ConvWork;
import dev.menny.benchmarks.workload.NetworkWork;
import dev.menny.benchmarks.workload.Setting;
import dev.menny.benchmarks.workload.Work;
import dev.menny.benchmarks.workload.Workload;
import java.util.Optional;

/** DL4J, its networks on ND4J's native backend; single convolutions are ND4J's own, which use oneDNN. */
public final class Dl4jContestant implements Contestant {
    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public String version() {
        return "DL4J 1.0.0-M2.1";
    }

    @Override
    public Optional<String> refusal(Work work, Setting setting) {
        if (!setting.isPlainCpu()) {
            return Optional.of("dl4j is measured on the cpu, in fp32");
        }
        boolean offered = switch (work) {
            case NetworkWork network -> true;
            case ConvWork(var shape, var pass) ->
                pass == ConvPass.FORWARD
                        // Its one backward operation always computes the gradient of the input, too.
                        || (pass == ConvPass.FORWARD_AND_GRADIENTS && !shape.isFirstLayer());
            default -> false;
        };
        return offered ? Optional.empty() : Optional.of("dl4j is not measured on this work");
    }

    @Override
    public void requireReady(Setting setting) {
        ProcessSettings.require(System.getenv(), setting.threads());
    }

    @Override
    public Workload prepare(Work work, Setting setting) {
        Nd4jSettings.apply(setting.threads());
        return switch (work) {
            case ConvWork conv -> new Nd4jConv(conv);
            case NetworkWork network -> new Dl4jNetwork(network);
            default -> throw new IllegalArgumentException("refused before: " + work);
        };
    }
}
