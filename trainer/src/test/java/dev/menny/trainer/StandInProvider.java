package dev.menny.trainer;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.BackendProvider;
import java.util.Optional;

/** Offers the {@link StandIn} to the tests that ask for it by name. */
public final class StandInProvider implements BackendProvider {
    @Override
    public String name() {
        return StandIn.NAME;
    }

    @Override
    public String device() {
        return StandIn.NAME;
    }

    @Override
    public int rank() {
        return -1;
    }

    @Override
    public Optional<String> unavailableReason(BackendOptions options) {
        return Optional.empty();
    }

    @Override
    public Backend open(BackendOptions options) {
        return StandIn.open(options);
    }
}
