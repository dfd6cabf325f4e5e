package dev.menny.benchmarks.gpureport;

import dev.menny.benchmarks.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The file of entries, one JSON object a line. Each is there as soon as it is known, whatever happens next. */
final class Results {
    private static final String TYPE = "type";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();
    private static final Map<String, Class<? extends Entry>> TYPES = Map.of(
            "fact", Entry.Fact.class,
            "check", Entry.Check.class,
            "peak", Entry.Peak.class,
            "timing", Entry.Timing.class,
            "gap", Entry.Gap.class);

    private final Path file;

    /** @param file made, or added to if an earlier run wrote other parts */
    Results(Path file) {
        this.file = file;
    }

    void add(Entry entry) throws IOException {
        ObjectNode line = JSON.createObjectNode();
        line.put(TYPE, typeOf(entry));
        line.setAll((ObjectNode) JSON.valueToTree(entry));
        Files.writeString(
                file, JSON.writeValueAsString(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String typeOf(Entry entry) {
        return TYPES.entrySet().stream()
                .filter(type -> type.getValue().isInstance(entry))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Forgets what an earlier run of a part found. */
    void forget(String part) throws IOException {
        List<Entry> others =
                all().stream().filter(entry -> !entry.part().equals(part)).toList();
        Files.deleteIfExists(file);
        for (Entry entry : others) {
            add(entry);
        }
    }

    /**
     * Everything known so far.
     *
     * @throws UserError if a line is none of ours
     */
    List<Entry> all() throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                entries.add(parse(line));
            }
        }
        return entries;
    }

    private Entry parse(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            Class<? extends Entry> type = TYPES.get(node.path(TYPE).asString(""));
            if (type != null) {
                ((ObjectNode) node).remove(TYPE);
                return JSON.treeToValue(node, type);
            }
        } catch (JacksonException e) {
            // told below, like a line of another kind
        }
        throw new UserError("'%s' holds a line that no GPU report wrote: delete it and measure again".formatted(file));
    }
}
