package dev.menny.trainer.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command line gave when run inside this process.
 *
 * @param exitCode 0, 1 or 2
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int exitCode, String out, String err) {
    static CommandRun of(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] args = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
        int exitCode = Main.run(args, new PrintWriter(out), new PrintWriter(err));
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** The same with the reference backend, on which the tests compute. */
    static CommandRun onReference(Object... words) {
        return of(Stream.concat(Arrays.stream(words), Stream.of("--device", "reference"))
                .toArray());
    }

    List<String> lines() {
        return out.lines().toList();
    }

    List<JsonNode> json() {
        return out.lines().map(JsonMapper.shared()::readTree).toList();
    }
}
