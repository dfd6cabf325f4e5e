package dev.menny.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What stands before the values in an npy file (numpy.lib.format): a magic word, the version, the length of a text, and
 * the text, which is a Python dict of type, order and shape.
 *
 * @param sizes the array's axes, outermost first; none for a single value
 * @param length bytes of all this
 */
record NpyHeader(List<Long> sizes, int length) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int START_BYTES = MAGIC.length + 2;
    private static final int ALIGNMENT = 64;
    // Versions 2 and 3 could claim 4 GiB; the text of a plain array has 128 bytes.
    private static final int MAX_TEXT = 0xFFFF;

    /** Reads the start of an array. */
    static NpyHeader read(ZipContent content) throws IOException, NpyException {
        byte[] start = content.next(START_BYTES).array();
        if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new NpyException("does not begin as an npy array does");
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > 3) {
            throw new NpyException("has version %d of the npy format, 1 to 3 can be read".formatted(version));
        }
        int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
        ByteBuffer length = content.next(lengthBytes);
        long textLength =
                version == 1 ? Short.toUnsignedInt(length.getShort()) : Integer.toUnsignedLong(length.getInt());
        if (textLength > MAX_TEXT) {
            throw new NpyException("claims a header of %,d bytes, no array needs that".formatted(textLength));
        }
        String text =
                StandardCharsets.UTF_8.decode(content.next((int) textLength)).toString();
        return new NpyHeader(NpyText.sizes(text), START_BYTES + lengthBytes + (int) textLength);
    }

    /** The header of an array of these sizes, byte by byte as some readers expect it. */
    static byte[] write(int[] sizes) {
        String shape = Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }"
                .formatted(sizes.length == 1 ? shape + "," : shape);
        int used = START_BYTES + Short.BYTES + text.length() + 1;
        int length = (used + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (length - START_BYTES - Short.BYTES));
        bytes.put((text + " ".repeat(length - used) + "\n").getBytes(StandardCharsets.US_ASCII));
        return bytes.array();
    }

    /** Bytes of the values; -1 if more than a file can have. */
    long dataLength() {
        if (sizes.contains(0L)) {
            return 0;
        }
        try {
            return sizes.stream().reduce((long) Float.BYTES, Math::multiplyExact);
        } catch (ArithmeticException e) {
            return -1;
        }
    }
}
