package dev.menny.trainer.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.trainer.train.EpochResult;
import dev.menny.trainer.train.History;
import dev.menny.trainer.train.Score;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurvesChartTest {
    @Test
    void drawsBothCurvesOfBothParts() {
        BufferedImage chart = CurvesChart.paint(history(20, true));

        assertThat(chart.getWidth()).isEqualTo(1280);
        for (int half = 0; half < 2; half++) {
            BufferedImage part = chart.getSubimage(half * 640, 0, 640, chart.getHeight());
            assertThat(columnsWith(part, Palette.BLUE.getRGB())).isGreaterThan(400);
            assertThat(columnsWith(part, Palette.RED.getRGB())).isGreaterThan(400);
        }
    }

    @Test
    void withoutValidationThereIsOneCurve() {
        BufferedImage chart = CurvesChart.paint(history(20, false));

        assertThat(columnsWith(chart, Palette.BLUE.getRGB())).isGreaterThan(800);
        assertThat(columnsWith(chart, Palette.RED.getRGB())).isZero();
    }

    @Test
    void aSingleEpochIsAPoint() {
        assertThat(columnsWith(CurvesChart.paint(history(1, true)), Palette.RED.getRGB()))
                .isBetween(2, 200);
    }

    private static History history(int epochs, boolean validated) {
        List<EpochResult> results = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            Score training = new Score(1.0 / epoch, 1 - 0.5 / epoch);
            Score validation = new Score(1.2 / epoch, 0.9 - 0.5 / epoch);
            results.add(new EpochResult(epoch, training, validated ? validation : null, epoch == 1, 10, 1));
        }
        return new History(results, History.Ending.COMPLETED, 10);
    }

    private static int columnsWith(BufferedImage image, int rgb) {
        int columns = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                if (image.getRGB(x, y) == rgb) {
                    columns++;
                    break;
                }
            }
        }
        return columns;
    }
}
