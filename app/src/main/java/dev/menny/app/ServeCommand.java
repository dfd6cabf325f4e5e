package dev.menny.app;

import dev.menny.trainer.cli.ExitCodes;
import dev.menny.trainer.cli.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code menny serve}. */
@Command(name = "serve", header = "Serves a trained model as a web page and a JSON API.")
final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().println("not yet");
        return ExitCodes.DONE;
    }
}
