package dev.menny.trainer.cli;

import dev.menny.io.ModelCard;
import dev.menny.io.Weights;
import dev.menny.trainer.train.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What was typed when a training began, so that {@code --resume} alone is enough to go on with it: a default for
 * everything that is not typed again.
 */
final class RememberedOptions implements IDefaultValueProvider {
    /** The note of a model card that holds them. */
    static final String NOTE = "arguments";

    private static final String DATA = "DATA_DIR";
    private static final String SEPARATOR = "\n";
    /** These say how to run the command this time, not what to train. */
    private static final Set<String> PASSING = Set.of(
            "--resume", "--init", "--force", "--json", "--verbose", "--device", "--threads", "--help", "--version");

    private final Map<String, String> values;

    private RememberedOptions(Map<String, String> values) {
        this.values = values;
    }

    /** What a command line says. */
    static RememberedOptions typed(ParseResult typed) {
        Map<String, String> values = new LinkedHashMap<>();
        if (typed.hasMatchedPositional(0)) {
            values.put(DATA, typed.matchedPositional(0).originalStringValues().getFirst());
        }
        for (OptionSpec option : typed.matchedOptions()) {
            if (!PASSING.contains(option.longestName())) {
                values.put(option.longestName(), String.join(",", option.originalStringValues()));
            }
        }
        return new RememberedOptions(values);
    }

    /** These, with the others in place of those they name too. */
    RememberedOptions with(RememberedOptions others) {
        Map<String, String> both = new LinkedHashMap<>(values);
        both.putAll(others.values);
        return new RememberedOptions(both);
    }

    /** For a note; {@link #parse} reads it. */
    String text() {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining(SEPARATOR));
    }

    /** The options of the training that a checkpoint belongs to. */
    static RememberedOptions of(Path checkpoint) throws IOException {
        ModelCard card = Weights.describe(CheckpointFolder.find(checkpoint)).card();
        return parse(card.notes().getOrDefault(NOTE, ""));
    }

    static RememberedOptions parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : text.split(SEPARATOR, -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return new RememberedOptions(values);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        String value = values.get(name);
        boolean isFlag = argument.arity().max() == 0;
        return isFlag && "".equals(value) ? "true" : value;
    }
}
