package dev.menny.backend.reference;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.BackendProvider;
import dev.menny.backend.host.HostBackend;
import dev.menny.backend.host.HostMemory;
import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;
import java.util.Optional;

/** Offers the oracle, to those who ask for it by name. */
public final class ReferenceProvider implements BackendProvider {
    @Override
    public String name() {
        return "reference";
    }

    @Override
    public String device() {
        return "reference";
    }

    @Override
    public int rank() {
        return -1;
    }

    @Override
    public Optional<String> unavailableReason(BackendOptions options) {
        return options.refusedByFp32("the reference");
    }

    @Override
    public Backend open(BackendOptions options) {
        HostMemory memory = new HostMemory();
        return new HostBackend(
                name(),
                "reference (textbook loops, one thread: for checking, not for speed)",
                memory,
                new ReferenceKernels(new ScratchPool(memory)),
                new ThreadTeam(1));
    }
}
