package dev.menny.benchmarks;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.BackendProvider;
import dev.menny.backend.Backends;
import java.util.Optional;

/** Answers to the device {@code cuda} while a test wants it to, and computes on the CPU, in fp32 whatever is asked for. */
public final class StandInGpu implements BackendProvider {
    /** Its name, and what it says while it is off. */
    public static final String NAME = "stand-in";

    static final String OFF = "no GPU stands in here:\n start it";

    private static final String SWITCH = "menny.test.standin";
    private static final int LAST = -1000;

    /** Is there until closed. */
    public static AutoCloseable on() {
        System.setProperty(SWITCH, "on");
        return () -> System.clearProperty(SWITCH);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String device() {
        return "cuda";
    }

    @Override
    public int rank() {
        return LAST;
    }

    @Override
    public boolean isWorthAHint() {
        return false;
    }

    @Override
    public Optional<String> unavailableReason(BackendOptions options) {
        return System.getProperty(SWITCH) == null ? Optional.of(OFF) : Optional.empty();
    }

    @Override
    public Backend open(BackendOptions options) {
        return Backends.open("scalar", options.threads());
    }
}
