package dev.menny.benchmarks.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.style.HorizontalBarStyler;

/** How many times faster Menny is than each peer: a panel a peer, a bar for each work, a line where both are equal. */
final class RatioChart {
    private static final int WIDTH = 1100;
    private static final int BAR = 34;
    private static final int FRAME = 110;
    private static final int FEWEST_LABELS = 8;
    private static final double EQUAL = 1;
    private static final double MARGIN = 1.1;
    private static final Color PAPER = Color.WHITE;
    private static final Color INK = new Color(0x22, 0x26, 0x2b);
    private static final Color GRID = new Color(0xd9, 0xdd, 0xe2);
    private static final Color BARS = new Color(0x1f, 0x5f, 0xa8);
    private static final Color LINE = new Color(0xc0, 0x39, 0x2b);

    private RatioChart() {}

    /** The ratios of each peer by work, in the order of the comparisons; empty if nothing was compared. */
    static Map<String, Map<String, Double>> ratios(List<Comparison> comparisons) {
        Map<String, Map<String, Double>> ratios = new LinkedHashMap<>();
        for (Comparison comparison : comparisons) {
            for (String peer : comparison.bySeconds().keySet()) {
                if (!peer.equals(Comparison.OURS)) {
                    comparison
                            .ratioTo(peer)
                            .ifPresent(ratio -> ratios.computeIfAbsent(peer, key -> new LinkedHashMap<>())
                                    .put(comparison.shortName() + " " + comparison.label(), ratio));
                }
            }
        }
        return ratios;
    }

    /** @param ratios as {@link #ratios} gives them, of at least one peer */
    static BufferedImage paint(Map<String, Map<String, Double>> ratios) {
        int height = ratios.values().stream().mapToInt(RatioChart::height).sum();
        BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        ratios.forEach((peer, works) -> {
            panel(peer, works).paint(pen, WIDTH, height(works));
            pen.translate(0, height(works));
        });
        pen.dispose();
        return image;
    }

    private static int height(Map<String, Double> works) {
        return FRAME + BAR * works.size();
    }

    private static HorizontalBarChart panel(String peer, Map<String, Double> works) {
        HorizontalBarChart chart = new HorizontalBarChartBuilder()
                .width(WIDTH)
                .height(height(works))
                .title("Menny's speed over that of " + peer)
                .build();
        style(chart.getStyler(), works);
        chart.addSeries(peer, List.copyOf(works.values()), List.copyOf(works.keySet()))
                .setFillColor(BARS);
        chart.addAnnotation(new AnnotationLine(EQUAL, true, false));
        return chart;
    }

    private static void style(HorizontalBarStyler styler, Map<String, Double> works) {
        double largest =
                works.values().stream().mapToDouble(Double::doubleValue).max().orElse(EQUAL);
        styler.setLabelsVisible(true)
                .setLabelsFont(font(Font.BOLD, 13))
                .setLabelsFontColorAutomaticEnabled(true)
                .setAvailableSpaceFill(0.7)
                .setLegendVisible(false)
                .setChartTitleFont(font(Font.BOLD, 16))
                .setChartTitleBoxVisible(false)
                .setChartBackgroundColor(PAPER)
                .setChartFontColor(INK)
                .setChartPadding(14)
                .setPlotBorderVisible(false)
                .setAnnotationLineColor(LINE);
        styler.setAxisTickLabelsFont(font(Font.PLAIN, 13))
                .setPlotGridHorizontalLinesVisible(false)
                .setPlotGridLinesColor(GRID)
                // XChart asks the other axis how many names it may write, and leaves names out otherwise.
                .setXAxisMaxLabelCount(Math.max(FEWEST_LABELS, works.size()))
                .setXAxisMin(0.0)
                .setXAxisMax(MARGIN * Math.max(EQUAL, largest))
                .setXAxisDecimalPattern("#0.0#x");
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
