package dev.menny.trainer.portraits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keeps the bundled portraits what they claim to be: painted by this program, and not told apart by colour alone. */
class PortraitHonestyTest {

    private static final Path BUNDLED = Path.of("..", "portraits");
    private static final int FRESH_PER_PERSON = 50;
    /** Sums over 8x8 cells need no fine picture, and 200 coarse ones are painted quickly. */
    private static final int FRESH_SIZE = 64;

    private static final long FRESH_SEED = 20_261_122;

    private static final List<Portrait> bundled = new ArrayList<>();
    private static final List<Portrait> fresh = Collections.synchronizedList(new ArrayList<>());

    private record Portrait(Person person, String name, BufferedImage image) {}

    @BeforeAll
    static void readAndPaint() throws IOException {
        for (Person person : Person.values()) {
            try (var files = Files.list(BUNDLED.resolve(person.folder()))) {
                for (Path file : files.sorted().toList()) {
                    bundled.add(new Portrait(person, file.getFileName().toString(), ImageIO.read(file.toFile())));
                }
            }
        }
        for (Person person : Person.values()) {
            IntStream.range(0, FRESH_PER_PERSON).parallel().forEach(i -> {
                long seed = Seeds.mix(FRESH_SEED, 4L * i + person.number());
                fresh.add(new Portrait(person, "fresh " + i, PortraitPainter.paint(person, seed, FRESH_SIZE)));
            });
        }
    }

    @Test
    void everyPersonIsBundledEqually() {
        assertThat(bundled).hasSize(PortraitFolder.BUNDLED_COUNT);
        for (Person person : Person.values()) {
            assertThat(bundled.stream().filter(p -> p.person() == person))
                    .hasSize(PortraitFolder.BUNDLED_COUNT / Person.values().length);
        }
    }

    @Test
    void everyBundledPictureIs512SquareRgbWithoutAlpha() {
        assertThat(bundled).allSatisfy(p -> {
            assertThat(p.image().getWidth()).isEqualTo(512);
            assertThat(p.image().getHeight()).isEqualTo(512);
            assertThat(p.image().getRaster().getNumBands()).isEqualTo(3);
            assertThat(p.image().getColorModel().hasAlpha()).isFalse();
        });
    }

    @Test
    void theFolderIsSmallerThan12Megabytes() throws IOException {
        long bytes = 0;
        try (var files = Files.walk(BUNDLED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isLessThan(12_000_000);
    }

    @Test
    void meanColourTellsAtMost60PercentOfBundledPicturesApart() {
        assertThat(recognised(bundled, 1)).isLessThanOrEqualTo(0.6);
    }

    @Test
    void meanColourTellsAtMost60PercentOfFreshPicturesApart() {
        assertThat(recognised(fresh, 1)).isLessThanOrEqualTo(0.6);
    }

    @Test
    void thumbnailsTellAtMost80PercentOfBundledPicturesApart() {
        assertThat(recognised(bundled, 8)).isLessThanOrEqualTo(0.8);
    }

    @Test
    void thumbnailsTellAtMost80PercentOfFreshPicturesApart() {
        assertThat(recognised(fresh, 8)).isLessThanOrEqualTo(0.8);
    }

    @ParameterizedTest
    @EnumSource
    void aPersonIsShownInManyViews(Person person) {
        List<double[]> views = new ArrayList<>();
        for (Portrait portrait : bundled) {
            double[] thumbnail = thumbnail(portrait.image(), 8);
            // 20 levels of 255 in every cell: far more than a change of tint alone.
            boolean unlikeAll = views.stream().allMatch(v -> distance(v, thumbnail) > 20 * 20 * v.length);
            if (portrait.person() == person && unlikeAll) {
                views.add(thumbnail);
            }
        }
        assertThat(views).hasSizeGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource
    void paintingTwiceGivesTheSamePixelsAndAnotherSeedDoesNot(Person person) {
        int[] once = pixels(PortraitPainter.paint(person, 5));
        assertThat(pixels(PortraitPainter.paint(person, 5))).isEqualTo(once);
        assertThat(pixels(PortraitPainter.paint(person, 6))).isNotEqualTo(once);
    }

    @Test
    void theBundledSeedAndCountReproduceTheBundledPictures(@TempDir Path dir) throws IOException {
        List<Integer> progress = Collections.synchronizedList(new ArrayList<>());
        List<Path> files =
                PortraitFolder.write(dir, PortraitFolder.BUNDLED_COUNT, PortraitFolder.BUNDLED_SEED, progress::add);
        assertThat(files).hasSameSizeAs(bundled);
        assertThat(progress).hasSameSizeAs(bundled).contains(1, bundled.size());
        for (int i = 0; i < files.size(); i++) {
            Portrait portrait = bundled.get(i);
            assertThat(files.get(i))
                    .isEqualTo(dir.resolve(portrait.person().folder()).resolve(portrait.name()));
            assertThat(pixels(ImageIO.read(files.get(i).toFile())))
                    .as(portrait.name())
                    .isEqualTo(pixels(portrait.image()));
        }
    }

    @Test
    void aPictureDoesNotDependOnHowManyAreAskedFor(@TempDir Path dir) throws IOException {
        List<Path> files = PortraitFolder.write(dir, 5, PortraitFolder.BUNDLED_SEED, done -> {});
        assertThat(files.stream().map(file -> dir.relativize(file).toString().replace('\\', '/')))
                .containsExactly(
                        "CWK/cwk-001.png",
                        "CWK/cwk-002.png",
                        "Cody/cody-001.png",
                        "Pippa/pippa-001.png",
                        "RJ/rj-001.png");
        for (Path file : files) {
            Path same = BUNDLED.resolve(dir.relativize(file));
            assertThat(pixels(ImageIO.read(file.toFile()))).isEqualTo(pixels(ImageIO.read(same.toFile())));
        }
    }

    @Test
    void aNegativeCountIsRefused(@TempDir Path dir) {
        assertThatThrownBy(() -> PortraitFolder.write(dir, -1, 0, done -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    /** The share of pictures that lie nearest to their own person's mean among the bundled ones. */
    private static double recognised(List<Portrait> portraits, int grid) {
        double[][] centroids = new double[Person.values().length][3 * grid * grid];
        for (Portrait portrait : bundled) {
            double[] thumbnail = thumbnail(portrait.image(), grid);
            double[] centroid = centroids[portrait.person().number()];
            for (int k = 0; k < thumbnail.length; k++) {
                centroid[k] += thumbnail[k] * Person.values().length / bundled.size();
            }
        }
        long right = portraits.stream()
                .filter(p -> nearest(centroids, thumbnail(p.image(), grid))
                        == p.person().number())
                .count();
        return right / (double) portraits.size();
    }

    private static int nearest(double[][] centroids, double[] thumbnail) {
        double[] distances = Arrays.stream(centroids)
                .mapToDouble(c -> distance(c, thumbnail))
                .toArray();
        int nearest = 0;
        for (int i = 1; i < distances.length; i++) {
            nearest = distances[i] < distances[nearest] ? i : nearest;
        }
        return nearest;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return sum;
    }

    /** Mean red, green and blue of each of grid x grid cells. */
    private static double[] thumbnail(BufferedImage image, int grid) {
        int cell = image.getWidth() / grid;
        double[] means = new double[3 * grid * grid];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                int k = 3 * (y / cell * grid + x / cell);
                means[k] += (rgb >> 16 & 255) / (double) (cell * cell);
                means[k + 1] += (rgb >> 8 & 255) / (double) (cell * cell);
                means[k + 2] += (rgb & 255) / (double) (cell * cell);
            }
        }
        return means;
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
