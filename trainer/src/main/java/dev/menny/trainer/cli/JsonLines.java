package dev.menny.trainer.cli;

import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes one JSON object a line, each line out at once. */
final class JsonLines {
    private final JsonMapper mapper = JsonMapper.shared();
    private final PrintWriter out;

    JsonLines(PrintWriter out) {
        this.out = out;
    }

    void write(Map<String, ? extends @Nullable Object> object) {
        out.println(mapper.writeValueAsString(object));
        out.flush();
    }
}
