package dev.menny.trainer.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.model.ConfusionMatrix;
import dev.menny.trainer.model.Evaluation;
import dev.menny.trainer.model.Mistake;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationFilesTest {
    private static final ConfusionMatrix MATRIX =
            ConfusionMatrix.of(ShapePictures.CLASSES, new int[][] {{7, 1, 0}, {0, 5, 1}, {0, 0, 4}});

    @TempDir
    Path folder;

    @Test
    void writesTheMatrixAndTheMistakes() throws IOException {
        Path pictures = ShapePictures.write(folder.resolve("shapes"), 1, 1);
        Path gone = pictures.resolve("square/gone.png");
        List<Mistake> mistakes =
                List.of(new Mistake(pictures.resolve("disc/00.png"), 0, 1, 0.9), new Mistake(gone, 1, 2, 0.8));

        EvaluationFiles.write(folder, new Evaluation(MATRIX, 0.3, mistakes, List.of()), "shapes");

        assertThat(folder.resolve("confusion.csv")).hasContent("""
                true,disc,square,triangle
                disc,7,1,0
                square,0,5,1
                triangle,0,0,4
                """);
        assertThat(countOf(folder.resolve("confusion.png"), Palette.BLUE.getRGB()))
                .as("the triangles, all of them right, fill one cell")
                .isBetween(8_000, 12_100);
        assertThat(countOf(folder.resolve("mistakes.png"), Palette.RED.getRGB()))
                .as("a caption")
                .isPositive();
    }

    @Test
    void anEarlierSheetOfMistakesDoesNotOutliveThem() throws IOException {
        Files.writeString(folder.resolve("mistakes.png"), "old");

        EvaluationFiles.write(folder, new Evaluation(MATRIX, 0.3, List.of(), List.of()), "shapes");

        assertThat(folder.resolve("mistakes.png")).doesNotExist();
    }

    @Test
    void quotesNamesThatWouldBreakTheTable() {
        ConfusionMatrix matrix = ConfusionMatrix.of(List.of("a,b", "the \"c\""), new int[][] {{1, 0}, {0, 1}});

        assertThat(EvaluationFiles.csv(matrix)).isEqualTo("""
                true,"a,b","the ""c\"""
                "a,b",1,0
                "the ""c\""",0,1
                """);
    }

    @Test
    void theChartGrowsWithTheClassesAndStaysReadable() {
        BufferedImage small = ConfusionChart.paint(ConfusionMatrix.of(List.of("a", "b"), new int[2][2]), "t");
        BufferedImage medium = ConfusionChart.paint(square(25), "t");
        BufferedImage large = ConfusionChart.paint(square(1000), "t");

        assertThat(small.getWidth()).isLessThan(medium.getWidth());
        assertThat(medium.getWidth()).isBetween(25 * 30, 1300);
        assertThat(large.getWidth()).isBetween(2000, 2200);
    }

    private static ConfusionMatrix square(int classes) {
        List<String> names = IntStream.range(0, classes)
                .mapToObj(index -> "a long name " + index)
                .toList();
        return ConfusionMatrix.of(names, new int[classes][classes]);
    }

    private static int countOf(Path file, int rgb) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += image.getRGB(x, y) == rgb ? 1 : 0;
            }
        }
        return count;
    }
}
