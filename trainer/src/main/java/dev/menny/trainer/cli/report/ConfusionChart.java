package dev.menny.trainer.cli.report;

import dev.menny.trainer.model.ConfusionMatrix;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A confusion matrix as a picture: a row for each class that pictures are of, a column for each that they were taken
 * for. A cell is the darker, the larger its part of the row; blue where it is right, red where it is wrong.
 */
final class ConfusionChart {
    private static final int MARGIN = 20;
    private static final int TITLE_HEIGHT = 34;
    private static final int AXIS_HEIGHT = 22;
    private static final int GAP = 8;
    private static final int GRID_SIDE = 760;
    private static final int LARGEST_CELL = 110;
    private static final int LEGIBLE_CELL = 30;
    private static final int SMALLEST_CELL = 2;
    private static final int LARGEST_GRID = 1600;
    private static final int SMALLEST_TEXT = 9;
    private static final int LARGEST_TEXT = 18;
    private static final int LABEL_TEXT = 13;
    private static final int LONGEST_LABEL = 190;

    private final ConfusionMatrix matrix;
    private final String title;
    private final int classes;
    private final int cell;
    private final Graphics2D pen;
    private final Font labelFont;
    private final boolean labelled;
    private final boolean upright;
    private final int labelWidth;

    private ConfusionChart(ConfusionMatrix matrix, String title, Graphics2D pen) {
        this.matrix = matrix;
        this.title = title;
        this.pen = pen;
        this.classes = matrix.classes().size();
        this.cell = cellSide(classes);
        this.labelFont = Fonts.plain(Math.min(LABEL_TEXT, cell - 2));
        this.labelled = labelFont.getSize() >= SMALLEST_TEXT;
        pen.setFont(labelFont);
        int longest = matrix.classes().stream()
                .mapToInt(pen.getFontMetrics()::stringWidth)
                .max()
                .orElse(0);
        this.labelWidth = labelled ? Math.min(LONGEST_LABEL, longest) : 0;
        this.upright = longest > cell - 4;
    }

    /**
     * Paints a matrix.
     *
     * @throws NoFontsException if this machine has no fonts
     */
    static BufferedImage paint(ConfusionMatrix matrix, String title) {
        Fonts.require();
        // The size follows from the labels, whose size only a pen knows.
        Graphics2D measure = Fonts.pen(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        ConfusionChart measured = new ConfusionChart(matrix, title, measure);
        BufferedImage image = new BufferedImage(measured.width(), measured.height(), BufferedImage.TYPE_INT_RGB);
        measure.dispose();
        Graphics2D pen = Fonts.pen(image);
        pen.setColor(Palette.PAPER);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        new ConfusionChart(matrix, title, pen).paint();
        pen.dispose();
        return image;
    }

    /** As large as the grid allows; many classes get a larger grid, and in the end cells without words. */
    private static int cellSide(int classes) {
        int side = Math.min(GRID_SIDE / classes, LARGEST_CELL);
        return Math.max(side, Math.clamp(LARGEST_GRID / classes, SMALLEST_CELL, LEGIBLE_CELL));
    }

    private int left() {
        return MARGIN + AXIS_HEIGHT + labelWidth + GAP;
    }

    private int top() {
        int labelHeight = upright ? labelWidth : LABEL_TEXT + 2;
        return MARGIN + TITLE_HEIGHT + AXIS_HEIGHT + (labelled ? labelHeight : 0) + GAP;
    }

    private int width() {
        pen.setFont(Fonts.bold(16));
        int titleWidth = 2 * MARGIN + pen.getFontMetrics().stringWidth(title);
        return Math.max(titleWidth, left() + classes * cell + MARGIN);
    }

    private int height() {
        return top() + classes * cell + MARGIN;
    }

    private void paint() {
        pen.setColor(Palette.INK);
        pen.setFont(Fonts.bold(16));
        pen.drawString(title, MARGIN, MARGIN + 14);
        paintAxes();
        if (labelled) {
            paintLabels();
        }
        pen.setFont(countFont());
        for (int truth = 0; truth < classes; truth++) {
            for (int predicted = 0; predicted < classes; predicted++) {
                paintCell(truth, predicted);
            }
        }
    }

    private void paintAxes() {
        int grid = classes * cell;
        pen.setColor(Palette.FAINT);
        pen.setFont(Fonts.plain(LABEL_TEXT));
        FontMetrics metrics = pen.getFontMetrics();
        String predicted = "predicted";
        pen.drawString(predicted, left() + (grid - metrics.stringWidth(predicted)) / 2, MARGIN + TITLE_HEIGHT + 12);
        String truth = "true";
        upright(truth, MARGIN + 14, top() + (grid + metrics.stringWidth(truth)) / 2);
    }

    private void paintLabels() {
        pen.setColor(Palette.INK);
        pen.setFont(labelFont);
        FontMetrics metrics = pen.getFontMetrics();
        int middle = (cell + metrics.getAscent() - metrics.getDescent()) / 2;
        List<String> names = matrix.classes();
        for (int i = 0; i < classes; i++) {
            String name = Fonts.cut(pen, names.get(i), LONGEST_LABEL);
            int width = metrics.stringWidth(name);
            pen.drawString(name, left() - GAP - width, top() + i * cell + middle);
            if (upright) {
                upright(name, left() + i * cell + middle, top() - GAP);
            } else {
                pen.drawString(name, left() + i * cell + (cell - width) / 2, top() - GAP);
            }
        }
    }

    /** Writes from {@code bottom} upwards. */
    private void upright(String text, int baseline, int bottom) {
        AffineTransform before = pen.getTransform();
        pen.translate(baseline, bottom);
        pen.rotate(-Math.PI / 2);
        pen.drawString(text, 0, 0);
        pen.setTransform(before);
    }

    private void paintCell(int truth, int predicted) {
        int count = matrix.count(truth, predicted);
        int support = matrix.support(truth);
        double share = support == 0 ? 0 : (double) count / support;
        Color full = truth == predicted ? Palette.BLUE : Palette.RED;
        int x = left() + predicted * cell;
        int y = top() + truth * cell;
        pen.setColor(count == 0 ? Palette.PAPER : Palette.mix(Palette.PAPER, full, 0.12 + 0.88 * share));
        pen.fillRect(x, y, cell, cell);
        if (cell > 4) {
            pen.setColor(Palette.LINE);
            pen.drawRect(x, y, cell, cell);
        }
        if (count > 0 && pen.getFont().getSize() >= SMALLEST_TEXT) {
            String text = String.valueOf(count);
            FontMetrics metrics = pen.getFontMetrics();
            pen.setColor(share > 0.45 ? Palette.PAPER : Palette.INK);
            pen.drawString(
                    text,
                    x + (cell - metrics.stringWidth(text)) / 2,
                    y + (cell + metrics.getAscent() - metrics.getDescent()) / 2);
        }
    }

    /** The largest in which the widest count fits its cell; below the smallest that can be read, none is written. */
    private Font countFont() {
        int largest = IntStream.range(0, classes)
                .flatMap(truth -> IntStream.range(0, classes).map(predicted -> matrix.count(truth, predicted)))
                .max()
                .orElse(0);
        Font font = Fonts.plain(Math.clamp(cell / 2, 1, LARGEST_TEXT));
        while (font.getSize() > 1 && pen.getFontMetrics(font).stringWidth(String.valueOf(largest)) > cell - 4) {
            font = Fonts.plain(font.getSize() - 1);
        }
        return font;
    }
}
