package dev.menny.witness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Collects named tensors and text, and writes them as one safetensors file, both sorted by name. */
final class SafetensorsFile {
    private final Map<String, Values> tensors = new TreeMap<>();
    private final Map<String, String> metadata = new TreeMap<>();

    void put(String name, Values values) {
        if (tensors.put(name, values) != null) {
            throw new IllegalArgumentException("two tensors named " + name);
        }
    }

    void note(String key, Object value) {
        metadata.put(key, value.toString());
    }

    void write(Path file) throws IOException {
        byte[] header = header().getBytes(StandardCharsets.US_ASCII);
        int data = tensors.values().stream().mapToInt(Values::bytes).sum();
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(header.length).put(header);
        tensors.values().forEach(values -> values.writeTo(out));
        Files.createDirectories(file.getParent());
        Files.write(file, out.array());
    }

    private String header() {
        StringJoiner entries = new StringJoiner(",", "{", "}");
        StringJoiner notes = new StringJoiner(",", "\"__metadata__\":{", "}");
        metadata.forEach((key, value) -> notes.add(quoted(key) + ":" + quoted(value)));
        entries.add(notes.toString());
        int offset = 0;
        for (Map.Entry<String, Values> tensor : tensors.entrySet()) {
            Values values = tensor.getValue();
            int end = offset + values.bytes();
            String shape = Arrays.toString(values.shape()).replace(" ", "");
            entries.add(quoted(tensor.getKey()) + ":{\"dtype\":\"" + values.kind() + "\",\"shape\":" + shape
                    + ",\"data_offsets\":[" + offset + "," + end + "]}");
            offset = end;
        }
        // Padding to a multiple of 8 lets a reader map the data aligned.
        String json = entries.toString();
        return json + " ".repeat((Long.BYTES - json.length() % Long.BYTES) % Long.BYTES);
    }

    private static String quoted(String text) {
        if (!text.matches("[ !#-\\[\\]-~]*")) {
            throw new IllegalArgumentException("needs JSON escapes: " + text);
        }
        return '"' + text + '"';
    }
}
