package dev.menny.benchmarks.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names of parameters that a command line sets with {@code -p name=value}, which JMH does not check. */
final class ParameterNames {
    private static final String OPTION = "-p";

    private ParameterNames() {}

    static Set<String> givenIn(List<String> words) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            String setting = words.get(i + 1);
            if (words.get(i).equals(OPTION) && setting.contains("=")) {
                names.add(setting.substring(0, setting.indexOf('=')));
            }
        }
        return names;
    }
}
