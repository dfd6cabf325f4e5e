package dev.menny.benchmarks.run;

import dev.menny.benchmarks.workload.Contestant;
import dev.menny.benchmarks.workload.Contestants;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a reader must know about where figures come from. */
public final class Environment {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    private static final List<String> GPU_QUERY = List.of(
            "nvidia-smi",
            "--query-gpu=name,driver_version,compute_cap,memory.total,clocks.max.sm,power.limit",
            "--format=csv,noheader");
    private static final long KIB_PER_GIB = 1 << 20;

    private Environment() {}

    /** Facts by name, in reading order; a system without {@code /proc} gives fewer. */
    public static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", LocalDate.now(ZoneId.systemDefault()).toString());
        facts.put("cpu", valueOf(CPU, "model name"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", memory());
        facts.put("huge pages", firstLine(HUGE_PAGES));
        facts.put("gpu", gpu());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("JDK", Runtime.version().toString());
        facts.put(
                "libraries",
                Contestants.all().stream()
                        .map(Contestant::version)
                        .filter(version -> !version.isEmpty())
                        .collect(Collectors.joining("; ")));
        facts.values().removeIf(String::isEmpty);
        return facts;
    }

    private static String memory() {
        String kib = valueOf(MEMORY, "MemTotal").replaceAll("\\D", "");
        return kib.isEmpty() ? "" : Math.round(Long.parseLong(kib) / (double) KIB_PER_GIB) + " GiB";
    }

    /** The first GPU as NVIDIA's own tool names it; empty without one. */
    private static String gpu() {
        try {
            Process tool =
                    new ProcessBuilder(GPU_QUERY).redirectErrorStream(true).start();
            try (BufferedReader lines = tool.inputReader()) {
                String first = lines.readLine();
                return tool.waitFor() == 0 && first != null ? first.strip() : "";
            }
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String valueOf(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static String firstLine(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("").replaceAll(".*\\[(\\w+)].*", "$1");
        } catch (IOException e) {
            return "";
        }
    }
}
