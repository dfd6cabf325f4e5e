package dev.menny.trainer.data;

import org.jspecify.annotations.Nullable;

/** A picture cannot be used; {@link #kind} tells programs why, the message tells people. */
public final class PictureException extends DataException {
    /** What is wrong with it. */
    public enum Kind {
        /** There is no such file. */
        MISSING,
        /** The file cannot be opened. */
        UNREADABLE,
        /** There is nothing in it. */
        EMPTY,
        /** It is none of the kinds of pictures that can be decoded. */
        UNKNOWN_KIND,
        /** It is damaged. */
        BROKEN,
        /** It has more pixels than allowed, or than fit into memory. */
        TOO_LARGE
    }

    private final Kind kind;

    PictureException(Kind kind, String message) {
        this(kind, message, null);
    }

    PictureException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What is wrong with the picture. */
    public Kind kind() {
        return kind;
    }
}
