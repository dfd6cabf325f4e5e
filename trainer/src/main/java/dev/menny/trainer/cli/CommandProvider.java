package dev.menny.trainer.cli;

import java.util.concurrent.Callable;

/**
 * Adds a command to Menny's command line from another module, named in {@code META-INF/services}: so the trainer knows
 * none of those that build on it.
 */
public interface CommandProvider {
    /**
     * The command.
     *
     * @param terminal where it writes
     * @return annotated with picocli's {@code Command}; what it returns when called is the exit code, see
     *     {@link ExitCodes}
     */
    Callable<Integer> command(Terminal terminal);
}
