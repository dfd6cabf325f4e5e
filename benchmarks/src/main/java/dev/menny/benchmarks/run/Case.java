package dev.menny.benchmarks.run;

import dev.menny.benchmarks.workload.Works;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One benchmark with one value of each parameter.
 *
 * @param benchmark class and method as JMH names them
 * @param parameters JMH's, in the order in which people like to read them
 */
record Case(String benchmark, Map<String, String> parameters) {
    /** One line for people. */
    String title() {
        return Works.simpleName(benchmark) + " "
                + parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                        .collect(Collectors.joining(" "));
    }
}
