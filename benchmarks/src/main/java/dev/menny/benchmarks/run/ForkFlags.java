package dev.menny.benchmarks.run;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** What JVM a benchmark is measured in. */
public final class ForkFlags {
    // Without the first, Menny would be measured without its fast backend; the others keep the JVM from complaining of
    // JMH and natives in each fork.
    private static final List<String> NEEDED = List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private ForkFlags() {}

    /** This JVM's own flags, as the launcher chose them, and those without which the figures would mean nothing. */
    public static List<String> ofThisJvm() {
        return complete(ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    static List<String> complete(List<String> given) {
        List<String> flags = new ArrayList<>(given);
        NEEDED.stream().filter(flag -> !flags.contains(flag)).forEach(flags::add);
        return flags;
    }
}
