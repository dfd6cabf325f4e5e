package dev.menny.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Menny on the GPU beside Menny on the CPU, where the same work was measured on both. */
final class DeviceTable {
    private DeviceTable() {}

    /** The same work on the CPU, with the number of threads that it was fastest with, and on the GPU by precision. */
    private record Row(Comparison cpu, Map<String, Comparison> gpu) {}

    static TextTable of(List<Comparison> comparisons) {
        List<Row> rows = rows(comparisons);
        Set<String> gpus = new LinkedHashSet<>();
        rows.forEach(row -> gpus.addAll(row.gpu().keySet()));
        List<String> header = new ArrayList<>(List.of("work", "unit", "cpu threads", "cpu"));
        header.addAll(gpus);
        gpus.forEach(gpu -> header.add(gpu + "/cpu"));
        TextTable table = new TextTable(header);
        rows.forEach(row -> table.add(cells(row, gpus)));
        return table;
    }

    private static List<Row> rows(List<Comparison> comparisons) {
        Map<String, List<Comparison>> byWork = new LinkedHashMap<>();
        for (Comparison comparison : comparisons) {
            if (comparison.seconds(Comparison.OURS).isPresent()) {
                byWork.computeIfAbsent(comparison.work() + comparison.benchmark(), key -> new ArrayList<>())
                        .add(comparison);
            }
        }
        return byWork.values().stream().flatMap(same -> row(same).stream()).toList();
    }

    private static Optional<Row> row(List<Comparison> same) {
        Map<String, Comparison> gpu = new LinkedHashMap<>();
        Comparison cpu = null;
        for (Comparison comparison : same) {
            if (comparison.setting().isGpu()) {
                gpu.put(
                        comparison.setting().device() + " "
                                + comparison.setting().precision(),
                        comparison);
            } else if (comparison.setting().isPlainCpu() && (cpu == null || seconds(comparison) < seconds(cpu))) {
                cpu = comparison;
            }
        }
        return cpu == null || gpu.isEmpty() ? Optional.empty() : Optional.of(new Row(cpu, gpu));
    }

    private static double seconds(Comparison comparison) {
        return comparison.seconds(Comparison.OURS).orElseThrow();
    }

    private static List<String> cells(Row row, Set<String> gpus) {
        List<String> cells = new ArrayList<>(List.of(
                row.cpu().shortName() + " " + row.cpu().sizes(),
                figure(row.cpu()).unit(),
                Integer.toString(row.cpu().setting().threads()),
                Figure.number(figure(row.cpu()).value())));
        for (String gpu : gpus) {
            Comparison there = row.gpu().get(gpu);
            cells.add(there == null ? "" : Figure.number(figure(there).value()));
        }
        for (String gpu : gpus) {
            Comparison there = row.gpu().get(gpu);
            cells.add(there == null ? "" : Figure.number(seconds(row.cpu()) / seconds(there)) + "x");
        }
        return cells;
    }

    private static Figure figure(Comparison comparison) {
        return Figure.of(comparison.work(), comparison.setting(), seconds(comparison));
    }
}
