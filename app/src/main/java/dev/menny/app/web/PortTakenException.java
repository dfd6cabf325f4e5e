package dev.menny.app.web;

import java.io.IOException;

/** Somebody else listens at the port already. */
public final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    PortTakenException(Throwable cause) {
        super("the port is taken", cause);
    }
}
