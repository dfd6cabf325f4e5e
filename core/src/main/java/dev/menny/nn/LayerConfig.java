package dev.menny.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A layer's kind and settings, as they are written beside weights.
 *
 * @param type the layer's class, such as {@code Conv2d}
 * @param options settings by name: whole numbers, decimal numbers, words or truth values
 */
public record LayerConfig(String type, Map<String, Object> options) {
    /** Keeps the options' order. */
    public LayerConfig {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** A layer without settings. */
    public static LayerConfig of(String type) {
        return new LayerConfig(type, Map.of());
    }

    /** The same with one more setting. */
    public LayerConfig with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(options);
        more.put(name, value);
        return new LayerConfig(type, more);
    }

    int integer(String name) {
        if (option(name) instanceof Number number && number.intValue() == number.doubleValue()) {
            return number.intValue();
        }
        throw unfit(name, "a whole number");
    }

    float decimal(String name) {
        if (option(name) instanceof Number number) {
            return number.floatValue();
        }
        throw unfit(name, "a number");
    }

    boolean truth(String name) {
        if (option(name) instanceof Boolean truth) {
            return truth;
        }
        throw unfit(name, "true or false");
    }

    String word(String name) {
        if (option(name) instanceof String word) {
            return word;
        }
        throw unfit(name, "a word");
    }

    private Object option(String name) {
        Object value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("layer %s lacks the setting '%s'".formatted(type, name));
        }
        return value;
    }

    private IllegalArgumentException unfit(String name, String expected) {
        return new IllegalArgumentException(
                "layer %s: setting '%s' must be %s, got '%s'".formatted(type, name, expected, options.get(name)));
    }

    /** {@code Conv2d(in=3, out=16, …)}. */
    @Override
    public String toString() {
        return options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(", ", type + "(", ")"));
    }
}
