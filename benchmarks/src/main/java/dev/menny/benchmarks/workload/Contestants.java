package dev.menny.benchmarks.workload;

import dev.menny.benchmarks.UserError;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** The contestants on the class path. */
public final class Contestants {
    // Those that a build without them does not know.
    private static final Set<String> PEERS = Set.of("pytorch", "dl4j");

    private Contestants() {}

    /** All of them, Menny first. */
    public static List<Contestant> all() {
        return ServiceLoader.load(Contestant.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * The one of that name.
     *
     * @throws UserError if there is none; the message says how to get it
     */
    public static Contestant named(String name) {
        return all().stream()
                .filter(contestant -> contestant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError(missing(name)));
    }

    private static String missing(String name) {
        if (PEERS.contains(name)) {
            return "%s is not built: run './menny bench --peers …' once, which downloads it".formatted(name);
        }
        return "no library is called '%s': choose one of %s"
                .formatted(name, all().stream().map(Contestant::name).collect(Collectors.joining(", ")));
    }
}
