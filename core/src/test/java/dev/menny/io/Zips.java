package dev.menny.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zip archives by the JDK's own writer, and places in them to spoil. */
final class Zips {
    /** Where a field lies in an entry of the central directory. */
    static final int FLAGS = 8;

    static final int METHOD = 10;
    static final int PACKED = 20;
    static final int SIZE = 24;
    static final int HEADER = 42;
    static final int NAME = 46;

    private static final int CENTRAL = 0x02014b50;
    private static final int END_BYTES = 22;

    private Zips() {}

    /** A deflated archive of the given files. */
    static byte[] deflated(String comment, Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment(comment);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] deflated(String name, byte[] content) {
        return deflated("", Map.of(name, content));
    }

    /** An npy array with a text of one's own. */
    static byte[] npy(String text, float... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(10 + text.length() + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        bytes.putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    static String text(String type, String order, String shape) {
        return "{'descr': %s, 'fortran_order': %s, 'shape': %s, }\n".formatted(type, order, shape);
    }

    static byte[] npy(String shape, int values) {
        return npy(text("'<f4'", "False", shape), new float[values]);
    }

    static ByteBuffer numbers(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the n-th entry of the central directory begins. */
    static int central(byte[] zip, int n) {
        ByteBuffer numbers = numbers(zip);
        int found = -1;
        for (int at = 0, count = 0; at + 4 <= zip.length && count <= n; at++) {
            if (numbers.getInt(at) == CENTRAL) {
                found = at;
                count++;
            }
        }
        return found;
    }

    /** Where the end record begins in an archive without comment. */
    static int end(byte[] zip) {
        return zip.length - END_BYTES;
    }

    /** The archive with a field of its first directory entry changed. */
    static byte[] withField(byte[] zip, int field, int value) {
        byte[] changed = zip.clone();
        numbers(changed).putInt(central(zip, 0) + field, value);
        return changed;
    }

    static byte[] withShort(byte[] zip, int at, int value) {
        byte[] changed = zip.clone();
        numbers(changed).putShort(at, (short) value);
        return changed;
    }

    static byte[] withInt(byte[] zip, int at, int value) {
        byte[] changed = zip.clone();
        numbers(changed).putInt(at, value);
        return changed;
    }
}
