package dev.menny.benchmarks.run;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Optional;

/** The options of a single case: what a command line says of how to measure, and nothing it says of what. */
final class CaseOptions {
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
                CaseOptions.class.getClassLoader(), new Class<?>[] {Options.class}, new HowOnly(commandLine));
    }

    /** Serializable, as JMH sends options to its forks. */
    private record HowOnly(Options commandLine) implements InvocationHandler, Serializable {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "getIncludes", "getExcludes" -> List.of();
                case "getResult", "getResultFormat" -> Optional.none();
                default -> ask(method, arguments);
            };
        }

        private @Nullable Object ask(Method method, Object @Nullable [] arguments) throws Throwable {
            try {
                return method.invoke(commandLine, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
