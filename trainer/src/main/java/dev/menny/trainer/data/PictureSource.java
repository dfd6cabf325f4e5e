package dev.menny.trainer.data;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** Where the bytes of a picture lie, and how to speak of it. Nothing here writes to a disk. */
sealed interface PictureSource {
    /** For a decoder. */
    ImageInputStream open() throws IOException;

    /** Once more from the beginning, for those who look for notes about the picture. */
    InputStream bytes() throws IOException;

    /** At the beginning of a sentence. */
    String picture();

    /** In place of {@link #picture} where it may not be one. */
    String file();

    /** What to do about a damaged one. */
    String remedy();

    /** What to do about one that cannot be decoded. */
    String conversion();

    /** A picture file. */
    record OnDisk(Path path) implements PictureSource {
        @Override
        public ImageInputStream open() throws IOException {
            // ImageIO's own streams would spool to a temporary file, or need a setting for the whole JVM.
            return new FileImageInputStream(path.toFile());
        }

        @Override
        public InputStream bytes() throws IOException {
            return new BufferedInputStream(Files.newInputStream(path));
        }

        @Override
        public String picture() {
            return "Picture '%s'".formatted(path);
        }

        @Override
        public String file() {
            return "'%s'".formatted(path);
        }

        @Override
        public String remedy() {
            return "replace or delete it";
        }

        @Override
        public String conversion() {
            return "convert or delete it";
        }
    }

    /** The content of a picture file, which somebody sent. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record InMemory(byte[] content) implements PictureSource {
        @Override
        public ImageInputStream open() {
            return new ByteArrayImageInputStream(content);
        }

        @Override
        public InputStream bytes() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public String picture() {
            return "The picture";
        }

        @Override
        public String file() {
            return "This";
        }

        @Override
        public String remedy() {
            return "save it anew or choose another";
        }

        @Override
        public String conversion() {
            return "convert it or choose another";
        }
    }
}
