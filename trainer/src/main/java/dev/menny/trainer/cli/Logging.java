package dev.menny.trainer.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Switches the log from its quiet default. */
final class Logging {
    private Logging() {}

    static void verbose() {
        // Another logging library may have been put in logback's place; it has its own switches then.
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("dev.menny").setLevel(Level.INFO);
        }
    }
}
