package dev.menny.io;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of weights that is damaged, hostile, or made for something else; the message is one line for people. */
public final class WeightsFormatException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 80;

    /**
     * A complaint.
     *
     * @param file the file
     * @param problem what is wrong with it and, where there is a way, how to mend it
     */
    public WeightsFormatException(Path file, String problem) {
        super(file + ": " + problem);
    }

    WeightsFormatException(Path file, String problem, @Nullable Throwable cause) {
        super(file + ": " + problem, cause);
    }

    /** A name out of a file that may be hostile, made fit for one line of text. */
    static String quote(String name) {
        return "'" + shorten(name) + "'";
    }

    /** The same without quotes. */
    static String shorten(String text) {
        String shown = text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "…";
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
