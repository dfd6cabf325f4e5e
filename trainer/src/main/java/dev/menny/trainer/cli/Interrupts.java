package dev.menny.trainer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jline.utils.Signals;

/**
 * Ctrl-C and SIGTERM while this is open: the first asks the work to come to a good end, the second ends the process at
 * once.
 */
final class Interrupts implements AutoCloseable, BooleanSupplier {
    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private record Previous(String signal, Object handler) {}

    private final List<Previous> previous = new ArrayList<>();
    private final AtomicBoolean requested = new AtomicBoolean();
    private final Terminal terminal;

    Interrupts(Terminal terminal) {
        this.terminal = terminal;
        for (String signal : SIGNALS) {
            previous.add(new Previous(signal, Signals.register(signal, this::arrived)));
        }
    }

    private void arrived() {
        if (requested.getAndSet(true)) {
            // Not exit: a hook, or the work itself, might hold it up.
            Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
        }
        terminal.complain("stopping after this step and saving; once more to quit at once");
    }

    /** True once somebody asked to stop. */
    @Override
    public boolean getAsBoolean() {
        return requested.get();
    }

    @Override
    public void close() {
        previous.forEach(before -> Signals.unregister(before.signal(), before.handler()));
    }
}
