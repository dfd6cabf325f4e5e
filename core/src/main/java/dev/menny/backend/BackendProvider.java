package dev.menny.backend;

import java.util.List;
import java.util.Optional;

/**
 * Offers a backend to {@link Backends}. Registered in {@code META-INF/services}; a provider's class must load on every
 * machine, so it touches native libraries and optional modules only in {@link #unavailableReason} and {@link #open}.
 */
public interface BackendProvider {
    /** A name of its own, such as {@code vector}. */
    String name();

    /** The kind of device, such as {@code cpu}: what several providers may share. */
    String device();

    /** Among available providers the highest rank wins; one below zero is taken only when asked for by name. */
    int rank();

    /** Why this backend cannot run here as asked, and what to do about it; empty if it can. */
    Optional<String> unavailableReason(BackendOptions options);

    /**
     * True if somebody who did not ask for this backend by name should hear why it cannot run: a GPU is there and a library
     * is missing, say. False where nothing is there that could be mended.
     */
    default boolean isWorthAHint() {
        return true;
    }

    /**
     * What it found on this machine, a line each, for people who ask why it runs or does not: driver, devices, libraries and
     * where they lie. Beyond the backend's description and the reason why it is unavailable; those are not repeated.
     */
    default List<String> findings() {
        return List.of();
    }

    /**
     * Opens the backend, where {@link #unavailableReason} has given none.
     *
     * @throws BackendUnavailableException if the device refuses all the same: another program has it, say
     */
    Backend open(BackendOptions options);
}
