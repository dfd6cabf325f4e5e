package dev.menny.trainer.cli;

/** How a command ends; scripts rely on these. */
public final class ExitCodes {
    /** Done. */
    public static final int DONE = 0;
    /** A mistake in Menny: a stack trace is shown. */
    public static final int BUG = 1;
    /** Something that the user can mend: one line says what and how. */
    public static final int USER_CAN_MEND = 2;
    /** Ctrl-C or SIGTERM. */
    public static final int INTERRUPTED = 130;

    private ExitCodes() {}
}
