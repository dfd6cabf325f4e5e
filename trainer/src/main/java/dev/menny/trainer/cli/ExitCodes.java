package dev.menny.trainer.cli;

/** How a command ends; scripts rely on these. An interrupt gives 130, which is the JVM's own doing. */
final class ExitCodes {
    static final int DONE = 0;
    /** A mistake in Menny: a stack trace is shown. */
    static final int BUG = 1;
    /** Something that the user can mend: one line says what and how. */
    static final int USER_CAN_MEND = 2;

    private ExitCodes() {}
}
