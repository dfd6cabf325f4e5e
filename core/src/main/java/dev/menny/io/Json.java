package dev.menny.io;

import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** JSON texts to and from plain values: maps, lists, strings, numbers and truth values; nulls are refused. */
final class Json {
    // Far more than any model needs, and little enough that a hostile file fills neither stack nor heap.
    private static final int MAX_DEPTH = 16;
    private static final long MAX_TOKENS = 5_000_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .build();

    private Json() {}

    static Object parse(String text) throws JsonException {
        return parse(new StringReader(text));
    }

    /** Reads one value and makes sure that nothing follows it. */
    static Object parse(Reader text) throws JsonException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new JsonException("goes on after its end");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new JsonException("nests deeper or holds more than any model needs", e);
        } catch (JacksonException e) {
            throw new JsonException("is not valid JSON" + place(e), e);
        }
    }

    private static String place(JacksonException e) {
        long offset = e.getLocation() == null ? -1 : e.getLocation().getCharOffset();
        return offset < 0 ? " in UTF-8" : " at character " + offset;
    }

    private static Object value(JsonParser parser) throws JsonException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null -> throw new JsonException("is empty");
            default -> throw new JsonException("holds a null where a value should be");
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws JsonException {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            if (object.put(name, value(parser)) != null) {
                throw new JsonException("names " + WeightsFormatException.quote(name) + " twice");
            }
        }
        return object;
    }

    private static List<Object> array(JsonParser parser) throws JsonException {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    private static Number whole(JsonParser parser) throws JsonException {
        return switch (parser.getNumberType()) {
            case INT -> parser.getIntValue();
            case LONG -> parser.getLongValue();
            default -> throw new JsonException("holds a number beyond 2^63");
        };
    }

    static String write(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, generator);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator generator) {
        switch (value) {
            case Map<?, ?> object -> {
                generator.writeStartObject();
                object.forEach((name, member) -> {
                    generator.writeName((String) name);
                    write(member, generator);
                });
                generator.writeEndObject();
            }
            case List<?> array -> {
                generator.writeStartArray();
                array.forEach(element -> write(element, generator));
                generator.writeEndArray();
            }
            case String text -> generator.writeString(text);
            case Boolean truth -> generator.writeBoolean(truth);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case Float number -> generator.writeNumber(number);
            case Double number -> generator.writeNumber(number);
            default ->
                throw new IllegalArgumentException(
                        "JSON has no " + value.getClass().getSimpleName());
        }
    }
}
