package dev.menny.backend;

import java.util.Optional;

/**
 * Offers a backend to {@link Backends}. Registered in {@code META-INF/services}; a provider's class must load on every
 * machine, so it touches native libraries and optional modules only in {@link #unavailableReason()} and {@link #open}.
 */
public interface BackendProvider {
    /** A name of its own, such as {@code vector}. */
    String name();

    /** The kind of device, such as {@code cpu}: what several providers may share. */
    String device();

    /** Among available providers the highest rank wins; one below zero is taken only when asked for by name. */
    int rank();

    /** Why this backend cannot run here and what to do about it; empty if it can. */
    Optional<String> unavailableReason();

    /**
     * Opens the backend.
     *
     * @param threads CPU threads to use, at least 1
     */
    Backend open(int threads);
}
