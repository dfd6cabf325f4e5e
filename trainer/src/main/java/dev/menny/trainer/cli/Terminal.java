package dev.menny.trainer.cli;

import java.io.Console;
import java.io.PrintWriter;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err complaints
 * @param interactive true if somebody watches, so that a progress bar makes sense
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
    /** The process's own streams. */
    static Terminal ofProcess() {
        Console console = System.console();
        return new Terminal(
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true),
                console != null && console.isTerminal());
    }

    void complain(String message) {
        err.println(ErrorMessages.line(message));
        err.flush();
    }
}
