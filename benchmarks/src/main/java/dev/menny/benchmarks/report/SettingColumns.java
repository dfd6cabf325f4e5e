package dev.menny.benchmarks.report;

import dev.menny.benchmarks.workload.Setting;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The columns that say where work was done; those in which every row would say the usual are left out. */
final class SettingColumns {
    private static final Setting USUAL = new Setting(Setting.CPU, 1, Setting.FP32);
    private static final Map<String, Function<Setting, String>> COLUMNS = Map.of(
            "device", Setting::device,
            "threads", SettingColumns::threads,
            "precision", Setting::precision);
    private static final List<String> ORDER = List.of("device", "threads", "precision");

    private final List<String> names;

    SettingColumns(List<Comparison> comparisons) {
        this.names = ORDER.stream()
                .filter(name -> comparisons.stream()
                        .anyMatch(
                                comparison -> !value(name, comparison.setting()).equals(value(name, USUAL))))
                .toList();
    }

    // Not a number that a GPU did not use.
    private static String threads(Setting setting) {
        return setting.isGpu() ? "" : Integer.toString(setting.threads());
    }

    private static String value(String name, Setting setting) {
        return COLUMNS.getOrDefault(name, all -> "").apply(setting);
    }

    List<String> names() {
        return names;
    }

    List<String> of(Setting setting) {
        return names.stream().map(name -> value(name, setting)).toList();
    }
}
