package dev.menny.trainer.cli.report;

/** This machine has no fonts, so that pictures with words on them cannot be drawn; the message says how to mend it. */
public final class NoFontsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoFontsException(Throwable cause) {
        super(
                "no fonts on this machine to draw charts and captions with: install some"
                        + " (Debian and Ubuntu: apt-get install fontconfig fonts-dejavu-core)",
                cause);
    }
}
