package dev.menny.trainer.cli.report;

/**
 * The words under a picture of a contact sheet.
 *
 * @param text the first line; cut where it is too long
 * @param detail a fainter second line, may be empty
 * @param tone the colour of the first line
 */
public record Caption(String text, String detail, Tone tone) {
    /** What a caption feels like. */
    public enum Tone {
        /** Nothing to say about it. */
        PLAIN,
        /** As it should be. */
        GOOD,
        /** Not as it should be. */
        BAD
    }

    /** One plain line. */
    public Caption(String text) {
        this(text, "", Tone.PLAIN);
    }
}
