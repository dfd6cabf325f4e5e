package dev.menny.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads an npz file: a zip archive of npy arrays, as {@code np.savez}, {@code np.savez_compressed} and {@code mx.savez}
 * write it. Texts that Menny adds stand as JSON in the archive's comment, which no other program minds.
 */
final class NpzReader extends TensorFile {
    static final String SUFFIX = ".npy";
    private static final byte[] ZIP = {'P', 'K'};

    // Deflate packs zeros a thousandfold, but no trained weights tenfold.
    private static final long MAX_RATIO = 100;
    private static final long HARMLESS_BYTES = 1 << 26;

    private final InputFile input;
    private final Map<String, String> metadata;
    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();
    private final Map<String, ZipMember> members = new LinkedHashMap<>();

    NpzReader(InputFile input) throws IOException {
        super(input);
        this.input = input;
        ZipEnd end = ZipEnd.find(input);
        long total = 0;
        for (ZipMember member : ZipDirectory.read(input, end).values()) {
            if (member.name().endsWith(SUFFIX)) {
                add(member);
                total += Math.min(member.size(), Long.MAX_VALUE - total);
            }
        }
        if (members.isEmpty()) {
            throw problem("this zip archive holds no arrays: save weights as .safetensors or with np.savez");
        }
        if (total / MAX_RATIO > input.length() + HARMLESS_BYTES / MAX_RATIO) {
            throw problem("the arrays would unpack from %,d bytes to %,d, as no trained weights do"
                    .formatted(input.length(), total));
        }
        this.metadata = metadata(new String(end.comment(), StandardCharsets.UTF_8));
    }

    /** True if the file begins as a zip archive does. */
    static boolean recognizes(InputFile input) throws IOException {
        return input.length() >= ZIP.length
                && Arrays.equals(input.bytes(0, ZIP.length).array(), ZIP);
    }

    private void add(ZipMember member) throws IOException {
        String name = member.name().substring(0, member.name().length() - SUFFIX.length());
        try (ZipContent content = new ZipContent(input, member)) {
            NpyHeader header = NpyHeader.read(content);
            long values = member.size() - header.length();
            if (header.dataLength() != values) {
                throw problem(name, "has the shape %s but takes up %,d bytes".formatted(header.sizes(), values));
            }
            shapes.put(name, header.sizes());
            members.put(name, member);
        } catch (NpyException e) {
            throw unreadable(name, e);
        }
    }

    private WeightsFormatException unreadable(String tensor, NpyException e) {
        return new WeightsFormatException(
                file(), "tensor %s %s".formatted(WeightsFormatException.quote(tensor), e.getMessage()), e);
    }

    private Map<String, String> metadata(String comment) throws WeightsFormatException {
        if (!comment.startsWith(NpzWriter.COMMENT_START)) {
            return Map.of();
        }
        try {
            if (Json.parse(comment) instanceof Map<?, ?> texts) {
                return texts(texts);
            }
            throw problem("the zip archive's comment is not an object of texts");
        } catch (JsonException e) {
            throw new WeightsFormatException(file(), "the zip archive's comment " + e.getMessage(), e);
        }
    }

    private Map<String, String> texts(Map<?, ?> object) throws WeightsFormatException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            if (!(entry.getValue() instanceof String text)) {
                throw problem("the zip archive's comment is not an object of texts");
            }
            texts.put((String) entry.getKey(), text);
        }
        return Collections.unmodifiableMap(texts);
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public Map<String, List<Long>> shapes() {
        return Collections.unmodifiableMap(shapes);
    }

    @Override
    void read(String name, FloatTransfer.Sink sink) throws IOException {
        ZipMember member = members.get(name);
        if (member == null) {
            throw missing(name);
        }
        try (ZipContent content = new ZipContent(input, member)) {
            long length = (member.size() - NpyHeader.read(content).length()) / Float.BYTES;
            try (FloatTransfer transfer = new FloatTransfer(length)) {
                transfer.read((bytes, position) -> content.read(bytes), 0, length, sink);
            }
            content.requireEnd();
        } catch (NpyException e) {
            throw unreadable(name, e);
        }
    }
}
