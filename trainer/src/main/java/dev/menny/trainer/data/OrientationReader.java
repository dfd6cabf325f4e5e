package dev.menny.trainer.data;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.png.PngChunk;
import com.drew.imaging.png.PngChunkReader;
import com.drew.imaging.png.PngChunkType;
import com.drew.imaging.riff.RiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.StreamReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.webp.WebpDirectory;
import com.drew.metadata.webp.WebpRiffHandler;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** Finds out how a camera was held. Damaged notes about a picture never spoil the picture: it counts as upright. */
final class OrientationReader {
    private OrientationReader() {}

    /** @param kind the decoder's name of the format, in lower case */
    static Orientation read(PictureSource source, String kind) {
        return switch (kind) {
            case "jpeg", "png", "webp" -> ofMetadata(source, kind);
            default -> Orientation.UPRIGHT;
        };
    }

    private static Orientation ofMetadata(PictureSource source, String kind) {
        try (InputStream stream = source.bytes()) {
            Metadata metadata = switch (kind) {
                case "jpeg" -> JpegMetadataReader.readMetadata(stream, List.of(new ExifReader()));
                case "png" -> ofPng(new Notes(stream, source.length()));
                default -> ofWebp(new Notes(stream, source.length()));
            };
            ExifIFD0Directory main = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer number = main == null ? null : main.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
            return number == null ? Orientation.UPRIGHT : Orientation.ofExif(number);
        } catch (IOException | ImageProcessingException | RuntimeException e) {
            return Orientation.UPRIGHT;
        }
    }

    /** The Exif chunk alone: compressed texts, of which a few bytes can unfold to gigabytes, stay packed. */
    private static Metadata ofPng(Notes notes) throws IOException, ImageProcessingException {
        Metadata metadata = new Metadata();
        for (PngChunk chunk : new PngChunkReader().extract(notes, Set.of(PngChunkType.eXIf))) {
            new ExifReader().extract(new ByteArrayReader(chunk.getBytes()), metadata);
        }
        return metadata;
    }

    /** The Exif chunk alone: nobody asked for the XML that other chunks may hold. */
    private static Metadata ofWebp(Notes notes) throws IOException, ImageProcessingException {
        Metadata metadata = new Metadata();
        WebpRiffHandler handler = new WebpRiffHandler(metadata) {
            @Override
            public boolean shouldAcceptChunk(String name) {
                return name.equals(WebpDirectory.CHUNK_EXIF);
            }
        };
        new RiffReader().processRiff(notes, handler);
        return metadata;
    }

    /** Refuses to make room for more bytes than there are: a chunk of a few bytes can claim to have gigabytes. */
    private static final class Notes extends StreamReader {
        private final long length;

        Notes(InputStream stream, long length) {
            super(stream);
            this.length = length;
        }

        @Override
        public byte[] getBytes(int count) throws IOException {
            if (count > length - getPosition()) {
                throw new EOFException();
            }
            return super.getBytes(count);
        }
    }
}
