package dev.menny.trainer.cli.report;

import dev.menny.trainer.train.EpochResult;
import dev.menny.trainer.train.History;
import dev.menny.trainer.train.Score;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Loss and accuracy over the epochs, side by side, the best epoch marked. */
final class CurvesChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 420;
    private static final double PERCENT = 100;
    // A line of so few points hides where they are.
    private static final int FEW_EPOCHS = 40;
    private static final int FEWEST_TICKS = 12;
    private static final BasicStroke DASHED =
            new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 0, new float[] {4, 4}, 0);

    private final List<EpochResult> epochs;
    private final EpochResult best;

    private CurvesChart(History history) {
        this.epochs = history.epochs();
        this.best = history.best();
    }

    /** @throws NoFontsException if this machine has no fonts */
    static BufferedImage paint(History history) {
        Fonts.require();
        CurvesChart curves = new CurvesChart(history);
        BufferedImage image = new BufferedImage(2 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        curves.loss().paint(pen, WIDTH, HEIGHT);
        pen.translate(WIDTH, 0);
        curves.accuracy().paint(pen, WIDTH, HEIGHT);
        pen.dispose();
        return image;
    }

    private XYChart loss() {
        XYChart chart = chart("Loss", Score::loss);
        chart.getStyler().setYAxisDecimalPattern("#0.####");
        return chart;
    }

    private XYChart accuracy() {
        XYChart chart = chart("Accuracy", score -> score.accuracy() * PERCENT);
        chart.getStyler().setYAxisMax(PERCENT).setYAxisDecimalPattern("#0 '%'");
        return chart;
    }

    private XYChart chart(String title, ToDoubleFunction<Score> value) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("%s, best epoch %d".formatted(title, best.epoch()))
                .xAxisTitle("epoch")
                .build();
        style(chart.getStyler());
        add(chart, "training", Palette.BLUE, epochs, result -> value.applyAsDouble(result.training()));
        List<EpochResult> validated =
                epochs.stream().filter(result -> result.validation() != null).toList();
        if (!validated.isEmpty()) {
            add(chart, "validation", Palette.RED, validated, result -> valueOf(result.validation(), value));
        }
        chart.addAnnotation(new AnnotationLine(best.epoch(), true, false));
        return chart;
    }

    private static double valueOf(@Nullable Score score, ToDoubleFunction<Score> value) {
        return score == null ? Double.NaN : value.applyAsDouble(score);
    }

    private static void add(
            XYChart chart, String name, Color colour, List<EpochResult> results, ToDoubleFunction<EpochResult> value) {
        double[] x = results.stream().mapToDouble(EpochResult::epoch).toArray();
        double[] y = results.stream().mapToDouble(value).toArray();
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineColor(colour);
        series.setMarkerColor(colour);
        series.setLineWidth(2);
        series.setMarker(results.size() <= FEW_EPOCHS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }

    private void style(XYStyler styler) {
        // XChart puts ticks on the points where all x are equally far apart, else on round numbers: the better choice
        // for many epochs, whereas of few ones it would count halves.
        double edge = epochs.size() <= FEWEST_TICKS ? 0 : 0.5;
        styler.setChartTitleFont(Fonts.bold(16))
                .setLegendFont(Fonts.plain(13))
                .setChartBackgroundColor(Palette.PAPER)
                .setChartFontColor(Palette.INK)
                .setChartTitleBoxVisible(false)
                .setChartPadding(14)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendBorderColor(Palette.PAPER)
                .setPlotBorderVisible(false)
                .setMarkerSize(6)
                .setAnnotationLineColor(Palette.FAINT)
                .setAnnotationLineStroke(DASHED);
        styler.setAxisTitleFont(Fonts.plain(13))
                .setAxisTickLabelsFont(Fonts.plain(12))
                .setPlotGridVerticalLinesVisible(false)
                .setPlotGridLinesColor(Palette.LINE)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setXAxisMin(1 - edge)
                .setXAxisMax(Math.max(2, epochs.size()) + edge)
                .setXAxisDecimalPattern("#0")
                .setYAxisMin(0.0);
    }
}
