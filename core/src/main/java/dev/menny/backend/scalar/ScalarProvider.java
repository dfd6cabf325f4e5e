package dev.menny.backend.scalar;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.BackendProvider;
import dev.menny.backend.host.HostBackend;
import dev.menny.backend.host.HostMemory;
import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;
import java.util.Optional;

/** Offers the CPU backend that every JVM can run. */
public final class ScalarProvider implements BackendProvider {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public String device() {
        return "cpu";
    }

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public Optional<String> unavailableReason(BackendOptions options) {
        return options.refusedByFp32("the CPU");
    }

    @Override
    public Backend open(BackendOptions options) {
        HostMemory memory = new HostMemory();
        int threads = options.threads();
        ThreadTeam team = new ThreadTeam(threads);
        return new HostBackend(
                name(),
                "scalar (plain Java loops, %d %s)".formatted(threads, threads == 1 ? "thread" : "threads"),
                memory,
                new ScalarKernels(team, new ScratchPool(memory)),
                team);
    }
}
