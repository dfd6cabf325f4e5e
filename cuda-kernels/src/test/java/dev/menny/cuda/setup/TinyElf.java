package dev.menny.cuda.setup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The smallest file that needs a library and a version of its symbols: header, two segments, dynamic section, strings,
 * one needed version. All of it is meant: no byte could be cut off.
 */
final class TinyElf {
    static final String LIBRARY = "libcublas.so.12";

    static final int SEGMENTS = 64;
    static final int DYNAMIC = SEGMENTS + 2 * 56;
    static final int VERSIONS = DYNAMIC + 6 * 16;
    static final int STRINGS = VERSIONS + 2 * 16;
    /** The library's offset within the strings: the first is empty. */
    static final int NAME = 1;

    private static final long ADDRESS = 0x10000;
    private static final int SIZE = STRINGS + NAME + LIBRARY.length() + 1;

    private TinyElf() {}

    static byte[] bytes() {
        ByteBuffer file = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        file.putLong(32, SEGMENTS).putShort(54, (short) 56).putShort(56, (short) 2);
        putSegment(file, SEGMENTS, 1, 0, SIZE);
        putSegment(file, SEGMENTS + 56, 2, DYNAMIC, VERSIONS - DYNAMIC);
        long[] dynamic = {
            1, NAME, 5, ADDRESS + STRINGS, 10, SIZE - STRINGS, 0x6ffffffeL, ADDRESS + VERSIONS, 0x6fffffffL, 1, 0, 0
        };
        for (int value = 0; value < dynamic.length; value++) {
            file.putLong(DYNAMIC + 8 * value, dynamic[value]);
        }
        file.putShort(VERSIONS, (short) 1).putShort(VERSIONS + 2, (short) 1);
        file.putInt(VERSIONS + 4, NAME).putInt(VERSIONS + 8, 16);
        file.putInt(VERSIONS + 16, ElfRetarget.hash(LIBRARY)).putInt(VERSIONS + 24, NAME);
        file.put(STRINGS + NAME, LIBRARY.getBytes(StandardCharsets.US_ASCII));
        return file.array();
    }

    /** The same with several needed libraries that all point to one list of versions. */
    static byte[] withSharedVersions(int libraries, int versions) {
        byte[] tiny = bytes();
        ByteBuffer file =
                ByteBuffer.allocate(SIZE + 16 * (libraries + versions)).order(ByteOrder.LITTLE_ENDIAN);
        file.put(tiny);
        putSegment(file, SEGMENTS, 1, 0, file.capacity());
        file.putLong(DYNAMIC + 56, ADDRESS + SIZE).putLong(DYNAMIC + 72, libraries);
        int list = SIZE + 16 * libraries;
        for (int place = SIZE; place < list; place += 16) {
            file.putShort(place + 2, (short) versions).putInt(place + 4, NAME);
            file.putInt(place + 8, list - place).putInt(place + 12, 16);
        }
        for (int place = list; place < file.capacity(); place += 16) {
            file.putInt(place + 8, NAME).putInt(place + 12, 16);
        }
        return file.array();
    }

    private static void putSegment(ByteBuffer file, int place, int type, long offset, long size) {
        file.putInt(place, type)
                .putLong(place + 8, offset)
                .putLong(place + 16, ADDRESS + offset)
                .putLong(place + 32, size);
    }
}
