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
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
    /** The process's own streams. */
    // Whether there is a console without a terminal differs between JDKs, so both are asked.
    @SuppressWarnings("SystemConsoleNull")
    static Terminal ofProcess() {
        Console console = System.console();
        return new Terminal(
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                console != null && console.isTerminal());
    }

    /** Names of files may hold line breaks and worse, which must not move the cursor about. */
    public static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Says what is wrong, in one line on standard error. */
    public void complain(String message) {
        err.println(ErrorMessages.line(message));
        err.flush();
    }
}
