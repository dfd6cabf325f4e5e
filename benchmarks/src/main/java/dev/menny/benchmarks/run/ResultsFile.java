package dev.menny.benchmarks.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A file of results in JMH's JSON, with where they come from added to each. Grows with each case that is done. */
final class ResultsFile {
    private final Path path;
    private final Map<String, String> environment;
    private final ObjectMapper json = JsonMapper.builder().build();
    private final ArrayNode records = json.createArrayNode();

    ResultsFile(Path path, Map<String, String> environment) {
        this.path = path;
        this.environment = environment;
    }

    Path path() {
        return path;
    }

    /** Adds results and writes all anew: what was measured is kept, whatever happens to the next case. */
    void add(Collection<RunResult> results) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
        for (JsonNode result : json.readTree(bytes.toByteArray())) {
            ObjectNode facts = ((ObjectNode) result).putObject("environment");
            environment.forEach(facts::put);
            records.add(result);
        }
        Files.createDirectories(path.toAbsolutePath().getParent());
        Path whole = path.resolveSibling(path.getFileName() + ".new");
        Files.write(whole, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(records));
        Files.move(whole, path, StandardCopyOption.REPLACE_EXISTING);
    }
}
