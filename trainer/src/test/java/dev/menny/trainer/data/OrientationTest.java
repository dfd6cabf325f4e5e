package dev.menny.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures whose camera noted how it was held. */
class OrientationTest {
    private static final int HEIGHT = 48;
    private static final int WIDTH = 80;
    private static final int BAND = 16;
    private static final int PNG_HEADER = 33;

    @TempDir
    Path folder;

    /** The Exif standard's own words: which sides of the upright picture the stored row 0 and column 0 are. */
    @ParameterizedTest
    @CsvSource({
        "1,top,left", "2,top,right", "3,bottom,right", "4,bottom,left",
        "5,left,top", "6,right,top", "7,right,bottom", "8,left,bottom"
    })
    void allEightOrientationsComeOutUpright(int number, String redSide, String blueSide) throws IOException {
        for (Path file : new Path[] {jpeg(exif(number)), png(exif(number))}) {
            Picture picture = PictureReader.read(file);

            boolean turned = number > 4;
            assertThat(picture.height()).isEqualTo(turned ? WIDTH : HEIGHT);
            assertThat(picture.width()).isEqualTo(turned ? HEIGHT : WIDTH);
            assertThat(PictureReader.size(file)).isEqualTo(new PictureSize(picture.height(), picture.width()));
            assertSide(picture, redSide, 0);
            assertSide(picture, blueSide, 2);
        }
    }

    @Test
    void aWebpIsTurnedToo() throws IOException {
        Path plain = resource("lossless-alpha.webp");
        byte[] simple = Files.readAllBytes(plain);
        Picture stored = PictureReader.read(plain);

        Path turned = Files.write(folder.resolve("turned.webp"), extendedWebp(simple, exif(6)));

        Picture picture = PictureReader.read(turned);
        assertThat(picture.height()).isEqualTo(stored.width());
        assertThat(picture.width()).isEqualTo(stored.height());
        for (int y = 0; y < stored.height(); y++) {
            for (int x = 0; x < stored.width(); x++) {
                assertThat(TestPictures.sample(picture, x, stored.height() - 1 - y, 0))
                        .isEqualTo(TestPictures.sample(stored, y, x, 0));
            }
        }
        assertThat(PictureReader.size(turned)).isEqualTo(new PictureSize(6, 4));
        byte[] content = Files.readAllBytes(turned);
        assertThat(PictureReader.read(content, 24).pixels()).isEqualTo(picture.pixels());
        assertThat(PictureReader.size(content)).isEqualTo(new PictureSize(6, 4));
    }

    @Test
    void damagedNotesLeaveThePictureAsItIs() throws IOException {
        byte[] exif = exif(6);
        byte[] cut = Arrays.copyOf(exif, 14);
        byte[] senseless = exif(77);

        for (byte[] notes : new byte[][] {cut, senseless, new byte[] {1, 2, 3}, new byte[0]}) {
            assertSide(PictureReader.read(jpeg(notes)), "top", 0);
            assertSide(PictureReader.read(png(notes)), "top", 0);
        }
    }

    private static void assertSide(Picture picture, String side, int channel) {
        int near = BAND / 2;
        int y = switch (side) {
            case "top" -> near;
            case "bottom" -> picture.height() - 1 - near;
            default -> picture.height() / 2;
        };
        int x = switch (side) {
            case "left" -> near;
            case "right" -> picture.width() - 1 - near;
            default -> picture.width() / 2;
        };
        for (int c = 0; c < 3; c++) {
            assertThat(TestPictures.sample(picture, y, x, c))
                    .as("%s, channel %d", side, c)
                    .isCloseTo(c == channel ? 250 : 10, within(8));
        }
    }

    /** Red where row 0 is, blue where column 0 is, else grey. */
    private static BufferedImage marked() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.GRAY);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setColor(new Color(10, 10, 250));
        pen.fillRect(0, 0, BAND, HEIGHT);
        pen.setColor(new Color(250, 10, 10));
        pen.fillRect(0, 0, WIDTH, BAND);
        pen.dispose();
        return image;
    }

    /** A TIFF header and a directory with the orientation alone. */
    private static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .put((byte) 'M')
                .put((byte) 'M')
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    private Path jpeg(byte[] exif) throws IOException {
        Path file = TestPictures.write(marked(), folder.resolve("x.jpg"));
        byte[] plain = Files.readAllBytes(file);
        ByteBuffer noted = ByteBuffer.allocate(plain.length + 10 + exif.length)
                .put(plain, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (8 + exif.length))
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put(exif)
                .put(plain, 2, plain.length - 2);
        return Files.write(file, noted.array());
    }

    private Path png(byte[] exif) throws IOException {
        Path file = TestPictures.write(marked(), folder.resolve("x.png"));
        byte[] plain = Files.readAllBytes(file);
        byte[] content = ByteBuffer.allocate(4 + exif.length)
                .put("eXIf".getBytes(StandardCharsets.US_ASCII))
                .put(exif)
                .array();
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ByteBuffer noted = ByteBuffer.allocate(plain.length + 8 + content.length)
                .put(plain, 0, PNG_HEADER)
                .putInt(exif.length)
                .put(content)
                .putInt((int) checksum.getValue())
                .put(plain, PNG_HEADER, plain.length - PNG_HEADER);
        return Files.write(file, noted.array());
    }

    /** A WebP file whose only chunk is a 6x4 picture, made into one that announces and holds notes. */
    private static byte[] extendedWebp(byte[] simple, byte[] exif) {
        int pictureBytes = simple.length - 12;
        ByteBuffer extended = ByteBuffer.allocate(12 + 18 + pictureBytes + 8 + exif.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(simple, 0, 12)
                .put("VP8X".getBytes(StandardCharsets.US_ASCII))
                .putInt(10)
                .putInt(0x18)
                .put(new byte[] {5, 0, 0, 3, 0, 0})
                .put(simple, 12, pictureBytes)
                .put("EXIF".getBytes(StandardCharsets.US_ASCII))
                .putInt(exif.length)
                .put(exif);
        return extended.putInt(4, extended.capacity() - 8).array();
    }

    private static Path resource(String name) {
        return Path.of(URI.create(
                Objects.requireNonNull(OrientationTest.class.getResource(name)).toString()));
    }
}
