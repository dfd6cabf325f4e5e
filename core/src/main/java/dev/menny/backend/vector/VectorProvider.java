package dev.menny.backend.vector;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.BackendProvider;
import dev.menny.backend.host.HostBackend;
import dev.menny.backend.host.HostMemory;
import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;
import java.util.Optional;

/** Offers the fast CPU backend where the JVM was started with the Vector API module. */
public final class VectorProvider implements BackendProvider {
    private static final String MODULE = "jdk.incubator.vector";
    private static final int AVX2_LANES = 8;

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public String device() {
        return "cpu";
    }

    @Override
    public int rank() {
        return 20;
    }

    @Override
    public Optional<String> unavailableReason(BackendOptions options) {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return Optional.of("this JVM runs without the Vector API: start java with --add-modules " + MODULE
                    + " to compute several times faster");
        }
        // Without AVX2 an x86 CPU has no fused multiply-add either, and Java then emulates it thousands of times
        // slower.
        if (System.getProperty("os.arch").matches("amd64|x86_64") && Lanes.L < AVX2_LANES) {
            return Optional.of("this CPU has no AVX2");
        }
        return options.refusedByFp32("the CPU");
    }

    @Override
    public Backend open(BackendOptions options) {
        HostMemory memory = new HostMemory();
        int threads = options.threads();
        ThreadTeam team = new ThreadTeam(threads);
        return new HostBackend(
                name(),
                "vector (%d-bit Vector API, %d thread%s)".formatted(32 * Lanes.L, threads, threads == 1 ? "" : "s"),
                memory,
                new VectorKernels(team, new ScratchPool(memory)),
                team);
    }
}
