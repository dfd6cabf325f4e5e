package dev.menny.trainer.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.IIOException;

/**
 * Counts how often a JPEG goes over its picture. A progressive one does so about ten times, each time for a better copy; a
 * hostile one has thousands of passes that say nothing, ten bytes each, which a decoder would spend hours on.
 */
final class JpegPasses {
    /** More than any program writes. */
    private static final int MOST = 64;

    // Markers follow 0xff. Those without a length: 0x01, restarts, start and end of the picture.
    private static final int ALONE = 0x01;
    private static final int FIRST_RESTART = 0xd0;
    private static final int LAST_RESTART = 0xd7;
    private static final int START_OF_PICTURE = 0xd8;
    private static final int END_OF_PICTURE = 0xd9;
    private static final int START_OF_PASS = 0xda;
    private static final int BASELINE = 0xc0;
    private static final int SEQUENTIAL = 0xc1;
    // Bytes before the number of components: precision, height, width.
    private static final int BEFORE_COMPONENTS = 5;

    private final DataInputStream stream;
    private int componentsOfSimplePicture = Integer.MAX_VALUE;
    private int passes;

    private JpegPasses(InputStream stream) {
        this.stream = new DataInputStream(stream);
    }

    /**
     * Looks through a JPEG; of most it reads no more than the header.
     *
     * @throws IIOException if it has too many passes
     */
    static void requireFew(InputStream stream) throws IOException {
        try {
            new JpegPasses(stream).count();
        } catch (EOFException e) {
            // The decoder will say so, or do without the end.
        }
    }

    private void count() throws IOException {
        boolean isOver = false;
        while (!isOver) {
            int marker = nextMarker();
            isOver = marker == END_OF_PICTURE || (!isAlone(marker) && segment(marker));
        }
    }

    /** Also passes over what lies between the header of a pass and the next marker: the pixels. */
    private int nextMarker() throws IOException {
        int last;
        int next = stream.readUnsignedByte();
        do {
            last = next;
            next = stream.readUnsignedByte();
        } while (last != 0xff || next == 0 || next == 0xff);
        return next;
    }

    private static boolean isAlone(int marker) {
        return marker == ALONE || marker == START_OF_PICTURE || (marker >= FIRST_RESTART && marker <= LAST_RESTART);
    }

    /** True if no more need be read. */
    private boolean segment(int marker) throws IOException {
        int length = stream.readUnsignedShort() - 2;
        if (marker == START_OF_PASS) {
            passes++;
            if (passes > MOST) {
                throw new IIOException("it is stored in more than %d passes".formatted(MOST));
            }
            // All components in one pass, not progressive: the decoder reads no further.
            return stream.readUnsignedByte() >= componentsOfSimplePicture;
        }
        if (marker == BASELINE || marker == SEQUENTIAL) {
            stream.skipNBytes(BEFORE_COMPONENTS);
            componentsOfSimplePicture = stream.readUnsignedByte();
            length -= BEFORE_COMPONENTS + 1;
        }
        stream.skipNBytes(Math.max(0, length));
        return false;
    }
}
