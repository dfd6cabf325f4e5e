package dev.menny.io;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a safetensors header and believes nothing of it: whatever it returns fits the file and itself. */
final class HeaderParser {
    private final Path file;
    private final long dataLength;

    /** @param dataLength bytes in the file after the header */
    HeaderParser(Path file, long dataLength) {
        this.file = file;
        this.dataLength = dataLength;
    }

    SafeTensorsHeader parse(byte[] json) throws WeightsFormatException {
        if (json.length == 0 || json[0] != '{') {
            throw problem("the header does not begin with '{': this is not a safetensors file");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, TensorEntry> tensors = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : root(json).entrySet()) {
            String name = (String) member.getKey();
            if (name.equals(SafeTensorsHeader.METADATA)) {
                metadata.putAll(metadata(member.getValue()));
            } else {
                tensors.put(name, tensor(name, member.getValue()));
            }
        }
        checkCoverage(tensors);
        return new SafeTensorsHeader(Collections.unmodifiableMap(metadata), Collections.unmodifiableMap(tensors));
    }

    private Map<?, ?> root(byte[] json) throws WeightsFormatException {
        // A decoder of our own reports malformed UTF-8, which a charset alone would silently replace.
        var text = new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8.newDecoder());
        try {
            return (Map<?, ?>) Json.parse(text);
        } catch (JsonException e) {
            throw new WeightsFormatException(file, "the header " + e.getMessage(), e);
        }
    }

    private Map<String, String> metadata(Object value) throws WeightsFormatException {
        if (!(value instanceof Map<?, ?> texts)) {
            throw problem("__metadata__ is not an object of texts");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<?, ?> text : texts.entrySet()) {
            String key = (String) text.getKey();
            if (!(text.getValue() instanceof String content)) {
                throw problem("the metadata " + WeightsFormatException.quote(key) + " is not a text");
            }
            metadata.put(key, content);
        }
        return metadata;
    }

    private TensorEntry tensor(String name, Object value) throws WeightsFormatException {
        if (!(value instanceof Map<?, ?> fields)) {
            throw problem(name, "is not described by an object");
        }
        if (!(fields.get("dtype") instanceof String type)) {
            throw problem(name, "has no dtype");
        }
        if (!type.equals(SafeTensorsHeader.FLOAT32)) {
            throw problem(
                    name,
                    "has the type %s, only F32 can be read: convert it to float32 first"
                            .formatted(WeightsFormatException.quote(type)));
        }
        List<Long> sizes = wholes(name, "shape", fields.get("shape"));
        if (sizes.size() > TensorFile.MAX_RANK) {
            throw problem(name, "has %,d axes, no tensor needs that".formatted(sizes.size()));
        }
        List<Long> offsets = wholes(name, "data_offsets", fields.get("data_offsets"));
        if (offsets.size() != 2) {
            throw problem(name, "needs two data_offsets, its begin and its end");
        }
        TensorEntry tensor = new TensorEntry(name, sizes, offsets.get(0), offsets.get(1));
        checkRange(tensor);
        return tensor;
    }

    private List<Long> wholes(String name, String field, @Nullable Object value) throws WeightsFormatException {
        if (!(value instanceof List<?> elements)) {
            throw problem(name, "has no " + field);
        }
        List<Long> wholes = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof Integer || element instanceof Long) || ((Number) element).longValue() < 0) {
                throw problem(name, field + " must hold whole numbers from 0 on");
            }
            wholes.add(((Number) element).longValue());
        }
        return wholes;
    }

    private void checkRange(TensorEntry tensor) throws WeightsFormatException {
        if (tensor.begin() > tensor.end() || tensor.end() > dataLength) {
            throw problem(
                    tensor.name(),
                    "claims the bytes %,d to %,d of %,d: the file is damaged or was cut off"
                            .formatted(tensor.begin(), tensor.end(), dataLength));
        }
        long bytes = tensor.end() - tensor.begin();
        if (bytes != expectedBytes(tensor)) {
            throw problem(tensor.name(), "has the shape %s but takes up %,d bytes".formatted(tensor.sizes(), bytes));
        }
    }

    private static long expectedBytes(TensorEntry tensor) {
        if (tensor.sizes().contains(0L)) {
            return 0;
        }
        try {
            return tensor.sizes().stream().reduce((long) Float.BYTES, Math::multiplyExact);
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    /** The tensors must lie end to end from the first byte of the data to its last. */
    private void checkCoverage(Map<String, TensorEntry> tensors) throws WeightsFormatException {
        List<TensorEntry> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        long end = 0;
        for (TensorEntry tensor : inOrder) {
            if (tensor.begin() < end) {
                throw problem(tensor.name(), "overlaps the tensor before it");
            }
            if (tensor.begin() > end) {
                throw problem(tensor.name(), "leaves a gap of %,d bytes before it".formatted(tensor.begin() - end));
            }
            end = tensor.end();
        }
        if (end != dataLength) {
            throw problem("%,d bytes follow the last tensor: the file is damaged".formatted(dataLength - end));
        }
    }

    private WeightsFormatException problem(String what) {
        return new WeightsFormatException(file, what);
    }

    private WeightsFormatException problem(String tensor, String what) {
        return problem("tensor %s %s".formatted(WeightsFormatException.quote(tensor), what));
    }
}
