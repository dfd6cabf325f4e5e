package dev.menny.backend.vector;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.reference.ReferenceProvider;

/** What must not be: a fast backend that asks the oracle, which would then be tested against itself. */
public final class PlantedShortcut {
    private PlantedShortcut() {}

    static Backend oracle() {
        return new ReferenceProvider().open(BackendOptions.ofThreads(1));
    }
}
