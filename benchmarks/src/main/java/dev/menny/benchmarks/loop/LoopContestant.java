package dev.menny.benchmarks.loop;

import dev.menny.benchmarks.workload.AdamWWork;
import dev.menny.benchmarks.workload.Contestant;
import dev.menny.benchmarks.workload.Setting;
import dev.menny.benchmarks.workload.Work;
import dev.menny.benchmarks.workload.Workload;
import java.util.Optional;

/** A plain C loop, for work that a compiler can be trusted with: what is bound by memory. One thread. */
public final class LoopContestant implements Contestant {
    @Override
    public String name() {
        return "c";
    }

    @Override
    public String version() {
        return CompiledLoop.compilerVersion();
    }

    @Override
    public Optional<String> refusal(Work work, Setting setting) {
        if (!(work instanceof AdamWWork)) {
            return Optional.of("c has a loop for AdamW only");
        }
        if (!setting.isPlainCpu() || setting.threads() != 1) {
            return Optional.of("c computes on one thread of the cpu, in fp32: take -p threads=1 -p device=cpu");
        }
        return CompiledLoop.compilerIsThere()
                ? Optional.empty()
                : Optional.of("c needs a C compiler: install one, so that 'cc' is on the PATH");
    }

    @Override
    public Workload prepare(Work work, Setting setting) {
        if (work instanceof AdamWWork adamW) {
            return new LoopAdamW(CompiledLoop.compile(), adamW);
        }
        throw new IllegalArgumentException("no loop for " + work);
    }
}
