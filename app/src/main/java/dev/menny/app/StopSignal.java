package dev.menny.app;

import dev.menny.trainer.cli.ExitCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;

/** Ctrl-C and SIGTERM while this is open: the first asks the server to come to an end, the second ends it at once. */
final class StopSignal implements AutoCloseable {
    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private record Previous(String signal, Object handler) {}

    private final List<Previous> previous = new ArrayList<>();
    private final CountDownLatch arrived = new CountDownLatch(1);

    StopSignal() {
        for (String signal : SIGNALS) {
            previous.add(new Previous(signal, Signals.register(signal, this::stop)));
        }
    }

    private void stop() {
        if (arrived.getCount() == 0) {
            // Not exit: a hook, or the work itself, might hold it up.
            Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
        }
        arrived.countDown();
    }

    /** Returns once somebody wants the server to end; an interrupt of this thread counts as well. */
    void await() {
        try {
            arrived.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        previous.forEach(before -> Signals.unregister(before.signal(), before.handler()));
    }
}
