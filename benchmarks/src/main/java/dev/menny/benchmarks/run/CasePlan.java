package dev.menny.benchmarks.run;

import dev.menny.benchmarks.UserError;
import dev.menny.benchmarks.workload.Contestant;
import dev.menny.benchmarks.workload.Contestants;
import dev.menny.benchmarks.workload.Setting;
import dev.menny.benchmarks.workload.Work;
import dev.menny.benchmarks.workload.Works;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.Options;

/**
 * Which cases a command line asks for. JMH alone would cross all parameters; here a library is left out of what it
 * cannot do, and a training is only measured in the combinations of {@link TrainingTable} unless others are asked for.
 */
final class CasePlan {
    private static final String LIBRARY = "library";
    private static final String DEVICE = "device";
    private static final String THREADS = "threads";
    // People read a table best in this order; JMH sorts by name.
    private static final List<String> ORDER =
            List.of("model", "size", "batch", LIBRARY, DEVICE, THREADS, "precision", "floats");

    private final Options options;
    // The first one counts, which is Menny's where it is Menny that cannot.
    private @Nullable String refusal;

    private CasePlan(Options options) {
        this.options = options;
    }

    /**
     * The cases, in the order in which they are run: libraries that do the same work come one after the other.
     *
     * @param words the command line, whose parameters' names are checked
     * @throws UserError if there is none
     */
    static List<Case> of(Options options, List<String> words, OutputFormat out) {
        SortedSet<BenchmarkListEntry> entries =
                BenchmarkList.defaultList().find(out, options.getIncludes(), options.getExcludes());
        if (entries.isEmpty()) {
            throw new UserError("no benchmark matches '%s': './menny bench -l' lists them"
                    .formatted(String.join(" ", options.getIncludes())));
        }
        requireKnown(ParameterNames.givenIn(words), entries);
        CasePlan plan = new CasePlan(options);
        List<Case> cases = entries.stream()
                .flatMap(entry -> plan.casesOf(entry).stream())
                .distinct()
                .toList();
        if (cases.isEmpty()) {
            throw new UserError(plan.refusal == null ? "nothing to measure" : plan.refusal);
        }
        return cases;
    }

    private static void requireKnown(Set<String> given, Collection<BenchmarkListEntry> entries) {
        Set<String> known = new TreeSet<>();
        entries.forEach(entry -> known.addAll(parametersOf(entry).keySet()));
        given.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new UserError(
                    "no parameter is called '%s' here: choose one of %s".formatted(name, String.join(", ", known)));
        });
    }

    private static Map<String, String[]> parametersOf(BenchmarkListEntry entry) {
        return entry.getParams().orElse(Map.of());
    }

    private List<Case> casesOf(BenchmarkListEntry entry) {
        String benchmark = entry.getUsername();
        List<Map<String, String>> combinations = crossed(entry);
        if (TrainingTable.covers(Works.simpleName(benchmark))) {
            List<Map<String, String>> listed =
                    combinations.stream().filter(TrainingTable::lists).toList();
            combinations = listed.isEmpty() ? combinations : listed;
        }
        if (!parametersOf(entry).containsKey(LIBRARY)) {
            return combinations.stream()
                    .map(parameters -> new Case(benchmark, parameters))
                    .toList();
        }
        return combinations.stream()
                .flatMap(parameters -> contested(benchmark, parameters).stream())
                .toList();
    }

    /** All combinations of the parameters' values but for the library. */
    private List<Map<String, String>> crossed(BenchmarkListEntry entry) {
        List<Map<String, String>> combinations = new ArrayList<>(List.of(Map.of()));
        for (String name : ORDER) {
            String[] defaults = parametersOf(entry).get(name);
            if (defaults == null || name.equals(LIBRARY)) {
                continue;
            }
            Collection<String> values = options.getParameter(name).orElse(usual(entry, name, defaults));
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> combination : combinations) {
                for (String value : values) {
                    Map<String, String> one = new LinkedHashMap<>(combination);
                    one.put(name, value);
                    longer.add(one);
                }
            }
            combinations = longer;
        }
        return combinations.stream().map(this::withoutIdleThreads).distinct().toList();
    }

    private List<String> usual(BenchmarkListEntry entry, String name, String[] defaults) {
        List<String> usual = List.of(defaults);
        boolean withGpu =
                options.getParameter(DEVICE).orElse(List.of()).stream().anyMatch(Setting::isGpu);
        return withGpu ? GpuSizes.of(Works.simpleName(entry.getUsername()), name, usual) : usual;
    }

    /** A GPU computes without the CPU's threads: for it, the first number asked for stands for all. */
    private Map<String, String> withoutIdleThreads(Map<String, String> parameters) {
        if (!Setting.isGpu(parameters.getOrDefault(DEVICE, "")) || !parameters.containsKey(THREADS)) {
            return parameters;
        }
        Map<String, String> one = new LinkedHashMap<>(parameters);
        one.computeIfPresent(
                THREADS,
                (name, value) -> options.getParameter(THREADS)
                        .orElse(List.of(value))
                        .iterator()
                        .next());
        return one;
    }

    private List<Case> contested(String benchmark, Map<String, String> parameters) {
        Work work = Works.of(benchmark, parameters);
        Setting setting = Works.setting(parameters);
        List<Case> cases = new ArrayList<>();
        for (Contestant contestant : wanted()) {
            Optional<String> reason = contestant.refusal(work, setting);
            if (reason.isPresent()) {
                if (refusal == null) {
                    refusal = reason.get();
                }
                continue;
            }
            contestant.requireReady(setting);
            Map<String, String> all = new LinkedHashMap<>();
            all.put(LIBRARY, contestant.name());
            all.putAll(parameters);
            cases.add(new Case(benchmark, all));
        }
        return cases;
    }

    private List<Contestant> wanted() {
        var names = options.getParameter(LIBRARY);
        return names.hasValue() ? names.get().stream().map(Contestants::named).toList() : Contestants.all();
    }
}
