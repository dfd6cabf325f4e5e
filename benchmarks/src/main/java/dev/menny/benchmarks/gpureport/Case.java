package dev.menny.benchmarks.gpureport;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Work to be measured.
 *
 * @param benchmark class and method as JMH calls them
 * @param parameters JMH's, without the library
 */
record Case(String benchmark, Map<String, String> parameters) {
    static Case of(String benchmark, String... settings) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            parameters.put(parts[0], parts[1]);
        }
        return new Case(benchmark, parameters);
    }

    Case with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new Case(benchmark, more);
    }

    /** What a contestant is asked to prepare. */
    String question() {
        return "prepare " + benchmark + " "
                + parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" "));
    }

    /** The case in a question. */
    static Case parse(String question) {
        String[] words = question.strip().split(" +", -1);
        Case one = new Case(words[1], Map.of());
        for (int i = 2; i < words.length; i++) {
            String[] parts = words[i].split("=", 2);
            one = one.with(parts[0], parts[1]);
        }
        return one;
    }
}
