package dev.menny.benchmarks.report;

import dev.menny.benchmarks.UserError;
import dev.menny.benchmarks.workload.Works;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads measurements from JMH's JSON. */
final class ResultsReader {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String PER = "/";
    private static final Map<String, Double> SECONDS =
            Map.of("ns", 1e-9, "us", 1e-6, "ms", 1e-3, "s", 1.0, "min", 60.0);

    private ResultsReader() {}

    /**
     * Reads files. Of equal work of the same library the last one counts, so that a case can be measured again.
     *
     * @throws UserError if a file is missing, or is none of JMH's
     */
    static List<Measurement> read(List<Path> files) {
        Map<String, Measurement> measurements = new LinkedHashMap<>();
        for (Path file : files) {
            for (JsonNode record : records(file)) {
                Measurement measurement = measurement(file, record);
                measurements.put(measurement.work() + measurement.library(), measurement);
            }
        }
        if (measurements.isEmpty()) {
            throw new UserError("no results in %s: measure something first".formatted(files));
        }
        return List.copyOf(measurements.values());
    }

    private static JsonNode records(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    "no file '%s': './menny bench' writes such files to benchmarks/target/results".formatted(file));
        }
        try {
            JsonNode records = JSON.readTree(file);
            if (records.isArray()) {
                return records;
            }
        } catch (JacksonException e) {
            // told below, like JSON of another kind
        }
        throw notOurs(file);
    }

    private static UserError notOurs(Path file) {
        return new UserError(
                "'%s' holds no results of JMH: take a file that './menny bench' wrote, or JMH with -rf json"
                        .formatted(file));
    }

    private static Measurement measurement(Path file, JsonNode record) {
        JsonNode metric = record.path("primaryMetric");
        String unit = metric.path("scoreUnit").asString("");
        List<Double> seconds = new ArrayList<>();
        for (JsonNode fork : metric.path("rawData")) {
            for (JsonNode score : fork) {
                seconds.add(seconds(file, unit, score.asDouble()));
            }
        }
        if (seconds.isEmpty()) {
            throw notOurs(file);
        }
        return new Measurement(
                Works.simpleName(record.path("benchmark").asString("")),
                texts(record.path("params")),
                List.copyOf(seconds),
                texts(record.path("environment")));
    }

    /** Seconds of one operation, from {@code ops/s} or {@code ms/op} and their kin. */
    private static double seconds(Path file, String unit, double score) {
        String[] parts = unit.split(PER, -1);
        if (parts.length == 2 && parts[0].equals("ops") && SECONDS.containsKey(parts[1])) {
            return SECONDS.getOrDefault(parts[1], Double.NaN) / score;
        }
        if (parts.length == 2 && parts[1].equals("op") && SECONDS.containsKey(parts[0])) {
            return SECONDS.getOrDefault(parts[0], Double.NaN) * score;
        }
        throw notOurs(file);
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
        return texts;
    }
}
