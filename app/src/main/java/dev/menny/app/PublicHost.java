package dev.menny.app;

import dev.menny.trainer.cli.Terminal;
import dev.menny.trainer.cli.UserError;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code --public-host} takes: the name alone, as requests are compared with it; a port does not matter. */
final class PublicHost {
    private static final Pattern NAME_AND_PORT =
            Pattern.compile("(?<name>[a-zA-Z0-9_-]++(?:\\.[a-zA-Z0-9_-]++)*+|\\[[0-9a-fA-F:.]++])\\.?(?::\\d{1,5})?");

    private PublicHost() {}

    /**
     * The name in lower case, without a port or the dot at the end that makes it absolute.
     *
     * @throws UserError if it is no name
     */
    static String name(String words) {
        Matcher matcher = NAME_AND_PORT.matcher(words);
        if (!matcher.matches()) {
            throw new UserError("--public-host takes a name alone, such as menny.example.org, not '%s'"
                    .formatted(Terminal.printable(words)));
        }
        return matcher.group("name").toLowerCase(Locale.ROOT);
    }
}
