package dev.menny.benchmarks.workload;

import dev.menny.benchmarks.UserError;
import java.util.Optional;

/** A library that is measured. Found by {@link java.util.ServiceLoader}, so that no benchmark knows any. */
public interface Contestant {
    /** What the parameter {@code library} calls it. */
    String name();

    /** Name and version for people. */
    String version();

    /** Why it cannot do a piece of work; empty if it can. */
    Optional<String> refusal(Work work, Setting setting);

    /**
     * Looks whether this process was started as the library needs it, before anything is measured.
     *
     * @throws UserError if not
     */
    default void requireReady(Setting setting) {}

    /** Makes work ready that it does not refuse. */
    Workload prepare(Work work, Setting setting);
}
