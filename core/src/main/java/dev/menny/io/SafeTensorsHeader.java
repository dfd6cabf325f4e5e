package dev.menny.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a safetensors file says about itself before its data.
 *
 * @param metadata free texts by name
 * @param tensors by name; together they cover the data without gap or overlap
 */
record SafeTensorsHeader(Map<String, String> metadata, Map<String, TensorEntry> tensors) {
    static final String METADATA = "__metadata__";
    static final String FLOAT32 = "F32";
    static final int MAX_BYTES = 100_000_000;
    private static final int ALIGNMENT = 8;

    /** Bytes of all tensors. */
    long dataLength() {
        return tensors.values().stream().mapToLong(TensorEntry::end).max().orElse(0);
    }

    /** The JSON text in UTF-8, filled up with spaces so that the data after it is aligned. */
    byte[] toBytes() {
        Map<String, Object> root = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            root.put(METADATA, metadata);
        }
        tensors.forEach((name, tensor) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", FLOAT32);
            entry.put("shape", tensor.sizes());
            entry.put("data_offsets", List.of(tensor.begin(), tensor.end()));
            root.put(name, entry);
        });
        byte[] text = Json.write(root).getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }
}
