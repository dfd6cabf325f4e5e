package dev.menny.trainer.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOException;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * What decoders read from. Nothing here spools to a temporary file, as ImageIO's own streams would, and whoever goes on
 * reading behind the end is stopped: the WebP decoder would do so for ever where a damaged file makes it.
 */
final class PictureStreams {
    // Sound files are read a few bytes too far, at most.
    private static final int MOST_READS_BEHIND_END = 1024;

    private PictureStreams() {}

    static ImageInputStream of(Path file) throws IOException {
        return new OnDisk(file);
    }

    static ImageInputStream of(byte[] content) {
        return new InMemory(content);
    }

    /** Counts how often a stream said that it is over. */
    private static final class End {
        private int reads;

        int check(int read) throws IOException {
            if (read < 0 && ++reads > MOST_READS_BEHIND_END) {
                // No EOFException: that is what the decoder takes for zeros.
                throw new IIOException("it ends too early");
            }
            return read;
        }
    }

    private static final class OnDisk extends FileImageInputStream {
        private final End end = new End();

        OnDisk(Path file) throws FileNotFoundException, IOException {
            super(file.toFile());
        }

        @Override
        public int read() throws IOException {
            return end.check(super.read());
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            return end.check(super.read(target, from, length));
        }
    }

    private static final class InMemory extends ImageInputStreamImpl {
        private final End end = new End();
        private final byte[] content;

        InMemory(byte[] content) {
            this.content = content;
        }

        @Override
        public int read() throws IOException {
            checkClosed();
            bitOffset = 0;
            return end.check(streamPos < content.length ? content[(int) streamPos++] & 0xff : -1);
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            checkClosed();
            bitOffset = 0;
            int count = (int) Math.min(length, Math.max(0, content.length - streamPos));
            if (count == 0 && length > 0) {
                return end.check(-1);
            }
            System.arraycopy(content, (int) streamPos, target, from, count);
            streamPos += count;
            return count;
        }

        @Override
        public long length() {
            return content.length;
        }
    }
}
