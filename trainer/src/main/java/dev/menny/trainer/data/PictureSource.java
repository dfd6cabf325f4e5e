package dev.menny.trainer.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStream;

/** Where the bytes of a picture lie, and how to speak of it. */
sealed interface PictureSource {
    /** For a decoder. */
    ImageInputStream open() throws IOException;

    /** Once more from the beginning, for those who look for notes about the picture. */
    InputStream bytes() throws IOException;

    /** Number of bytes. */
    long length() throws IOException;

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
            return PictureStreams.of(path);
        }

        @Override
        public InputStream bytes() throws IOException {
            return new BufferedInputStream(Files.newInputStream(path));
        }

        @Override
        public long length() throws IOException {
            return Files.size(path);
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
            return PictureStreams.of(content);
        }

        @Override
        public InputStream bytes() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public long length() {
            return content.length;
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
