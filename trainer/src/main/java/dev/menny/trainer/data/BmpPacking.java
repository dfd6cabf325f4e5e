package dev.menny.trainer.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.IIOException;

/**
 * How the pixels of a BMP are packed. It may hold a whole JPEG or PNG, meant for printers, of whose size its own header says
 * nothing: whoever wants such a picture can send that.
 */
final class BmpPacking {
    private static final int FILE_HEADER_BYTES = 14;
    /** Older headers have no word of it. */
    private static final int LEAST_HEADER_BYTES = 40;
    /** In the header, behind its own size: width, height, planes and depth. */
    private static final int BYTES_BEFORE = 12;

    private static final int JPEG = 4;
    private static final int PNG = 5;

    private BmpPacking() {}

    /** @throws IIOException if there is another picture inside */
    static void requirePixels(InputStream bmp) throws IOException {
        DataInputStream stream = new DataInputStream(bmp);
        try {
            stream.skipNBytes(FILE_HEADER_BYTES);
            int headerBytes = Integer.reverseBytes(stream.readInt());
            if (headerBytes < LEAST_HEADER_BYTES) {
                return;
            }
            stream.skipNBytes(BYTES_BEFORE);
            int packing = Integer.reverseBytes(stream.readInt());
            if (packing == JPEG || packing == PNG) {
                throw new IIOException("it holds another picture instead of pixels");
            }
        } catch (EOFException e) {
            // The decoder will say so.
        }
    }
}
