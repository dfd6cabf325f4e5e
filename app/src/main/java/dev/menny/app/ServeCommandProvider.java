package dev.menny.app;

import dev.menny.trainer.cli.CommandProvider;
import dev.menny.trainer.cli.Terminal;
import java.util.concurrent.Callable;

/** Adds {@code menny serve}. */
public final class ServeCommandProvider implements CommandProvider {
    @Override
    public Callable<Integer> command(Terminal terminal) {
        return new ServeCommand(terminal);
    }
}
