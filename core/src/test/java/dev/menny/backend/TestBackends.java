package dev.menny.backend;

import java.util.List;
import java.util.stream.Stream;

/** The backends that tests go through. */
public final class TestBackends {
    /** The name of the oracle. */
    public static final String REFERENCE = "reference";

    private TestBackends() {}

    /** Names of all CPU backends on the class path but the oracle; one that cannot run fails when it is opened. */
    public static List<String> fast() {
        return Backends.providers().stream()
                .filter(provider -> provider.device().equals("cpu"))
                .map(BackendProvider::name)
                .toList();
    }

    /** The oracle and all others. */
    public static List<String> all() {
        return Stream.concat(Stream.of(REFERENCE), fast().stream()).toList();
    }

    /** The oracle, with its one thread. */
    public static Backend reference() {
        return Backends.open(REFERENCE, 1);
    }
}
