package dev.menny.cuda.setup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of a 64-bit little-endian ELF file: where its table of segments lies.
 *
 * @param tableOffset bytes from the start of the file
 * @param entrySize bytes of one entry
 * @param entries how many there are
 */
record ElfHeader(long tableOffset, int entrySize, int entries) {
    static final int SIZE = 64;

    private static final long MAGIC = 0x464c457fL;
    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;

    /**
     * A stretch of the file that the loader maps or reads.
     *
     * @param type 1: mapped into memory; 2: the dynamic section
     * @param offset bytes from the start of the file
     * @param address where it is mapped, relative to the library
     * @param size bytes in the file
     */
    record Segment(long type, long offset, long address, long size) {
        static final long LOAD = 1;
        static final long DYNAMIC = 2;

        private static final int ENTRY_SIZE = 56;

        static Segment read(ElfBytes bytes, long entry) throws ElfFormatException {
            return new Segment(bytes.u32(entry), bytes.u64(entry + 8), bytes.u64(entry + 16), bytes.u64(entry + 32));
        }

        boolean contains(long place) {
            return place >= address && place - address < size;
        }

        void requireWithin(long fileSize) throws ElfFormatException {
            if (offset < 0 || size < 0 || offset > fileSize || size > fileSize - offset) {
                throw new ElfFormatException(
                        "it is cut off: %d bytes, where a segment wants %d at %d".formatted(fileSize, size, offset));
            }
        }
    }

    static ElfHeader read(ElfBytes bytes) throws ElfFormatException {
        if (bytes.length() < SIZE || bytes.u32(0) != MAGIC) {
            throw new ElfFormatException("it is no ELF file");
        }
        if (bytes.u8(4) != CLASS_64 || bytes.u8(5) != LITTLE_ENDIAN) {
            throw new ElfFormatException("it is no 64-bit little-endian ELF file");
        }
        ElfHeader header = new ElfHeader(bytes.u64(32), bytes.u16(54), bytes.u16(56));
        if (header.entrySize < Segment.ENTRY_SIZE) {
            throw new ElfFormatException("its segment table has entries of %d bytes".formatted(header.entrySize));
        }
        return header;
    }

    /** Reads the table of segments from bytes that begin at a given byte of the file. */
    List<Segment> segments(ElfBytes bytes, long begin) throws ElfFormatException {
        List<Segment> segments = new ArrayList<>();
        for (int entry = 0; entry < entries; entry++) {
            segments.add(Segment.read(bytes, tableOffset - begin + (long) entry * entrySize));
        }
        return segments;
    }

    /**
     * Checks that a file is an ELF file with all its segments there: the dynamic loader maps a library that a broken
     * download cut off without a look, and the process then dies of a bus error.
     */
    static void requireWhole(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ElfHeader header = read(new ElfBytes(bytes(channel, 0, SIZE)));
            int tableSize = header.entries * header.entrySize;
            ElfBytes table = new ElfBytes(bytes(channel, header.tableOffset, tableSize));
            for (Segment segment : header.segments(table, header.tableOffset)) {
                segment.requireWithin(channel.size());
            }
        }
    }

    private static byte[] bytes(FileChannel channel, long offset, int size) throws IOException {
        if (offset < 0 || offset > channel.size()) {
            throw new ElfFormatException("its segment table lies outside the file");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size, channel.size() - offset));
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
            // A read may bring less than was asked for.
        }
        return buffer.array();
    }
}
