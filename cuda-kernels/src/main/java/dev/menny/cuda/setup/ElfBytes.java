package dev.menny.cuda.setup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Little-endian reads from an ELF file. A place outside the file is a malformed file, never an index error. */
final class ElfBytes {
    private final byte[] content;
    private final ByteBuffer bytes;

    ElfBytes(byte[] content) {
        this.content = content;
        bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    long length() {
        return content.length;
    }

    int u8(long offset) throws ElfFormatException {
        return bytes.get(index(offset, 1)) & 0xff;
    }

    int u16(long offset) throws ElfFormatException {
        return bytes.getShort(index(offset, 2)) & 0xffff;
    }

    long u32(long offset) throws ElfFormatException {
        return bytes.getInt(index(offset, 4)) & 0xffffffffL;
    }

    /** A 64-bit number; what does not fit a long comes out negative, and as a place it is outside any file. */
    long u64(long offset) throws ElfFormatException {
        return bytes.getLong(index(offset, 8));
    }

    /** The text from an offset to the next zero byte, which must lie before the end. */
    String text(long offset, long end) throws ElfFormatException {
        for (long last = offset; last < end; last++) {
            if (u8(last) == 0) {
                return new String(content, (int) offset, (int) (last - offset), StandardCharsets.ISO_8859_1);
            }
        }
        throw new ElfFormatException("the name at byte %d has no end".formatted(offset));
    }

    private int index(long offset, int size) throws ElfFormatException {
        if (offset < 0 || offset > content.length - size) {
            throw new ElfFormatException("bytes %d to %d lie outside the file of %d bytes"
                    .formatted(offset, offset + size - 1, content.length));
        }
        return (int) offset;
    }
}
