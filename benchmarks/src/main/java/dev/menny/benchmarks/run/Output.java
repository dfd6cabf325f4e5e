package dev.menny.benchmarks.run;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What JMH prints while it measures, without its table at the end: one for each case would hide ours. */
final class Output {
    private Output() {}

    static OutputFormat to(PrintStream out, VerboseMode verbosity) {
        OutputFormat jmh = OutputFormatFactory.createFormatInstance(out, verbosity);
        return (OutputFormat) Proxy.newProxyInstance(
                Output.class.getClassLoader(), new Class<?>[] {OutputFormat.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("endRun")) {
                        return null;
                    }
                    try {
                        return method.invoke(jmh, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
