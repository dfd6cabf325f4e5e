package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.data.DataLoader;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.LabeledImage;
import dev.menny.trainer.data.Picture;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureStore;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentCommandTest {
    private static final String STEPS = "flip,rotate=20,area-crop,jitter";

    @TempDir
    Path folder;

    private Path shapes;
    private Path sheet;

    @BeforeEach
    void paint() {
        shapes = ShapePictures.write(folder.resolve("shapes"), 5, 1);
        sheet = folder.resolve("sheet.png");
    }

    @Test
    void paintsWhatALoaderGives() throws IOException {
        CommandRun run = augment("--size", 24, "--augment", STEPS, "--count", 6, "--columns", 3);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("painted 6 pictures in %s%n".formatted(sheet));
        BufferedImage painted = ImageIO.read(sheet.toFile());
        PictureStore store = new PictureStore(
                new PictureFormat(24, 24, 3), AugmentationList.parse(STEPS).steps(), 0);
        List<LabeledImage> training = ImageFolder.of(shapes).split(0.2, 42).training();
        try (DataLoader loader = new DataLoader(training, store, 1, 42, 1)) {
            // Two of each class of four: the first and the third.
            for (int index : new int[] {0, 2, 4, 6, 8, 10}) {
                assertThat(isPainted(loader.plain(index), painted)).isTrue();
                for (int epoch = 0; epoch < 3; epoch++) {
                    assertThat(isPainted(loader.augmented(epoch, index), painted))
                            .isTrue();
                }
                assertThat(isPainted(loader.augmented(3, index), painted)).isFalse();
            }
            assertThat(isPainted(loader.plain(1), painted)).isFalse();
        }
    }

    /** Pictures of 24 pixels are painted four times as large. */
    private static boolean isPainted(Picture picture, BufferedImage sheet) {
        for (int top = 0; top <= sheet.getHeight() - 96; top++) {
            for (int left = 0; left <= sheet.getWidth() - 96; left++) {
                if (isPaintedAt(picture, sheet, top, left)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isPaintedAt(Picture picture, BufferedImage sheet, int top, int left) {
        for (int i = 0; i < 24 * 24; i++) {
            int rgb = sheet.getRGB(left + i % 24 * 4 + 1, top + i / 24 * 4 + 1) & 0xffffff;
            int expected = (picture.pixels()[3 * i] & 0xff) << 16
                    | (picture.pixels()[3 * i + 1] & 0xff) << 8
                    | (picture.pixels()[3 * i + 2] & 0xff);
            if (rgb != expected) {
                return false;
            }
        }
        return true;
    }

    @Test
    void greyAndLargePicturesArePaintedToo() throws IOException {
        assertThat(augment("--size", "300x200", "--grey", "--fit", "pad", "--count", 1)
                        .exitCode())
                .isZero();

        BufferedImage painted = ImageIO.read(sheet.toFile());
        assertThat(painted.getWidth()).isBetween(8 * 192, 8 * 192 + 300);
        assertThat(painted.getHeight()).isBetween(192, 320);
    }

    @Test
    void leavesAFileThatExistsAloneUnlessTold() throws IOException {
        Files.writeString(sheet, "precious");

        assertThat(augment("--size", 16).exitCode()).isEqualTo(2);
        assertThat(sheet).hasContent("precious");
        assertThat(augment("--size", 16, "--force").exitCode()).isZero();
        assertThat(ImageIO.read(sheet.toFile())).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "augment $/shapes|--out",
                "augment --out $/s.png|DATA_DIR",
                "augment $/nowhere --out $/s.png|No folder",
                "augment $/shapes --out $/s.jpg|.png",
                "augment $/shapes --out $|is a folder",
                "augment $/shapes --out $/nowhere/s.png|no folder",
                "augment $/shapes --out $/s.png --count 0|--count",
                "augment $/shapes --out $/s.png --columns 1000|1 to 100",
                "augment $/shapes --out $/s.png --augment flip,flip|twice",
                "augment $/shapes --out $/s.png --size huge|no size",
                "augment $/shapes --out $/s.png --size 100000|smaller size",
            })
    void mistakesGetOneLine(String words, String hint) {
        CommandRun run =
                CommandRun.of((Object[]) words.replace("$", folder.toString()).split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("menny: ").contains(hint).doesNotContain("Exception");
        assertThat(folder.resolve("s.png")).doesNotExist();
    }

    private CommandRun augment(Object... more) {
        Object[] words = new Object[more.length + 4];
        words[0] = "augment";
        words[1] = shapes;
        words[2] = "--out";
        words[3] = sheet;
        System.arraycopy(more, 0, words, 4, more.length);
        return CommandRun.of(words);
    }
}
