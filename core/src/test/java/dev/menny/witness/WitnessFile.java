package dev.menny.witness;

import dev.menny.tensor.Shape;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The stored values, read without the library's own reader, so that neither can hide the other's mistakes. */
final class WitnessFile {
    private static final String RESOURCE = "witness.safetensors";

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private final ByteBuffer data;

    /** One tensor: its sizes and its first byte. */
    private record Entry(Shape shape, int begin) {}

    private WitnessFile(byte[] header, byte[] data) {
        this.data = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), header)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("__metadata__")) {
                    readNotes(json);
                } else {
                    entries.put(name, entry(json));
                }
            }
        }
    }

    static WitnessFile read() {
        try (InputStream file = WitnessFile.class.getResourceAsStream(RESOURCE);
                DataInputStream in = new DataInputStream(file)) {
            byte[] header = in.readNBytes(Math.toIntExact(Long.reverseBytes(in.readLong())));
            return new WitnessFile(
                    new String(header, StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8),
                    in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readNotes(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            notes.put(name, json.getString());
        }
    }

    private static Entry entry(JsonParser json) {
        Map<String, int[]> lists = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            if (json.nextToken() == JsonToken.START_ARRAY) {
                lists.put(key, integers(json));
            }
        }
        return new Entry(Shape.of(lists.get("shape")), lists.get("data_offsets")[0]);
    }

    private static int[] integers(JsonParser json) {
        IntStream.Builder values = IntStream.builder();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(json.getIntValue());
        }
        return values.build().toArray();
    }

    /** The names of all cases: what stands before the slash. */
    TreeSet<String> cases() {
        TreeSet<String> cases = new TreeSet<>();
        entries.keySet().forEach(name -> cases.add(name.substring(0, name.indexOf('/'))));
        return cases;
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    Shape shape(String name) {
        return entry(name).shape();
    }

    float[] floats(String name) {
        float[] values = new float[Math.toIntExact(shape(name).length())];
        data.position(entry(name).begin());
        data.asFloatBuffer().get(values);
        return values;
    }

    int[] integers(String name) {
        int[] values = new int[Math.toIntExact(shape(name).length())];
        data.position(entry(name).begin());
        data.asIntBuffer().get(values);
        return values;
    }

    double number(String name) {
        return Double.parseDouble(notes.get(name));
    }

    int integer(String name) {
        return Integer.parseInt(notes.get(name));
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("the witness has no " + name);
        }
        return entry;
    }
}
