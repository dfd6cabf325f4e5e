package dev.menny.benchmarks.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Optional;

/** The options of a single case: what a command line says of how to measure, and nothing it says of what. */
final class CaseOptions {
    private static final Set<String> WHAT = Set.of("getIncludes", "getExcludes");
    private static final Set<String> RESULT = Set.of("getResult", "getResultFormat");

    private CaseOptions() {}

    static Options of(Case one, Options commandLine) {
        ChainedOptionsBuilder builder = new OptionsBuilder().parent(howOnly(commandLine));
        builder.include("^" + Pattern.quote(one.benchmark()) + "$");
        one.parameters().forEach(builder::param);
        if (!commandLine.getJvmArgs().hasValue()) {
            builder.jvmArgs(ForkFlags.ofThisJvm().toArray(String[]::new));
        }
        return builder.build();
    }

    /** A builder adds its parent's includes to its own, which would bring back all that was asked for. */
    private static Options howOnly(Options commandLine) {
        return (Options) Proxy.newProxyInstance(
                CaseOptions.class.getClassLoader(), new Class<?>[] {Options.class}, (proxy, method, arguments) -> {
                    if (WHAT.contains(method.getName())) {
                        return List.of();
                    }
                    if (RESULT.contains(method.getName())) {
                        return Optional.none();
                    }
                    try {
                        return method.invoke(commandLine, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
