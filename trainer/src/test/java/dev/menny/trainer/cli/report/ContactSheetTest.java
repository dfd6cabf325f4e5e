package dev.menny.trainer.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.trainer.data.Picture;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {
    private static final int SIDE = 64;

    @TempDir
    Path folder;

    @Test
    void showsPicturesInRowsWithTheirWords() throws IOException {
        ContactSheet sheet = new ContactSheet("Three pictures", 2, SIDE);
        sheet.add(plain(200, 100, new Color(200, 10, 10)), new Caption("a wide one"));
        sheet.add(plain(16, 16, new Color(10, 200, 10)), new Caption("small", "16x16", Caption.Tone.GOOD));
        sheet.add(plain(1, 300, new Color(10, 10, 200)), new Caption("a line", "", Caption.Tone.BAD));
        Path file = folder.resolve("sheet.png");
        sheet.write(file);

        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(20 + SIDE + 14 + SIDE + 20);
        assertThat(extent(image, new Color(200, 10, 10))).containsExactly(SIDE, SIDE / 2);
        assertThat(extent(image, new Color(10, 200, 10)))
                .as("drawn with large pixels")
                .containsExactly(SIDE, SIDE);
        assertThat(extent(image, new Color(10, 10, 200))).containsExactly(1, SIDE);
        assertThat(first(image, new Color(10, 10, 200))[1])
                .as("the third picture begins the second row")
                .isGreaterThan(first(image, new Color(10, 200, 10))[1] + SIDE);
        assertThat(extent(image, Palette.BLUE)[0]).as("the word 'small'").isBetween(15, SIDE);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void countsPicturesThatNoScreenCouldShow() {
        ContactSheet sheet = new ContactSheet("Many", 20, 16);
        Picture dot = plain(1, 1, Color.RED);
        for (int i = 0; i < 1000; i++) {
            sheet.add(dot, new Caption(""));
        }

        assertThat(sheet.size()).isEqualTo(1000);
        assertThat(sheet.paint().getHeight()).isLessThan(40 * (16 + 4 + 16 + 14));
    }

    @Test
    void anEmptySheetIsAPictureToo() {
        assertThat(new ContactSheet("Nothing", 4, SIDE).paint().getHeight()).isPositive();
    }

    @Test
    void cutsWordsThatAreTooLong() {
        ContactSheet sheet = new ContactSheet("", 1, SIDE);
        sheet.add(plain(8, 8, Color.WHITE), new Caption("x".repeat(300), "", Caption.Tone.BAD));

        assertThat(extent(sheet.paint(), Palette.RED)[0]).isLessThanOrEqualTo(SIDE);
    }

    @Test
    void columnsGrowWithTheNumberOfPictures() {
        assertThat(ContactSheet.columnsFor(0)).isEqualTo(1);
        assertThat(ContactSheet.columnsFor(3)).isEqualTo(2);
        assertThat(ContactSheet.columnsFor(20)).isEqualTo(6);
        assertThat(ContactSheet.columnsFor(1_000_000)).isEqualTo(16);
    }

    @Test
    void refusesSizesThatShowNothing() {
        assertThatThrownBy(() -> new ContactSheet("", 0, 64)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ContactSheet("", 1, 8)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Picture plain(int width, int height, Color colour) {
        byte[] pixels = new byte[width * height * 3];
        for (int i = 0; i < pixels.length; i += 3) {
            pixels[i] = (byte) colour.getRed();
            pixels[i + 1] = (byte) colour.getGreen();
            pixels[i + 2] = (byte) colour.getBlue();
        }
        return new Picture(height, width, 3, pixels);
    }

    /** Width and height of what has exactly this colour. */
    private static int[] extent(BufferedImage image, Color colour) {
        int[] columns = places(image, colour, false);
        int[] rows = places(image, colour, true);
        return new int[] {columns[columns.length - 1] - columns[0] + 1, rows[rows.length - 1] - rows[0] + 1};
    }

    private static int[] first(BufferedImage image, Color colour) {
        return new int[] {places(image, colour, false)[0], places(image, colour, true)[0]};
    }

    private static int[] places(BufferedImage image, Color colour, boolean rows) {
        int[] places = new int[image.getWidth() * image.getHeight()];
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (image.getRGB(x, y) == colour.getRGB()) {
                    places[count++] = rows ? y : x;
                }
            }
        }
        assertThat(count).as("pixels of colour %s", colour).isPositive();
        return Arrays.stream(places, 0, count).sorted().toArray();
    }
}
