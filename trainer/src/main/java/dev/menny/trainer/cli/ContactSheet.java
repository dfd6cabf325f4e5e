package dev.menny.trainer.cli;

import dev.menny.trainer.data.Picture;
import dev.menny.trainer.data.Resize;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Pictures of one size in rows and columns, with captions.
 *
 * @param title what the sheet shows
 * @param heads above the columns, as many as each row has pictures
 * @param rows from top to bottom, at least one
 */
record ContactSheet(String title, List<String> heads, List<Row> rows) {
    private static final int MARGIN = 24;
    private static final int GAP = 8;
    private static final int CAPTION_WIDTH = 150;
    private static final int TITLE_HEIGHT = 34;
    private static final int HEAD_HEIGHT = 22;
    private static final int LINE_HEIGHT = 17;
    private static final int SMALLEST_CELL = 96;
    private static final int LARGEST_CELL = 192;
    private static final Color PAPER = new Color(0xfa, 0xfa, 0xf8);
    private static final Color INK = new Color(0x22, 0x22, 0x22);
    private static final Color PALE_INK = new Color(0x77, 0x77, 0x77);
    private static final Color FRAME = new Color(0xd0, 0xd0, 0xcc);
    private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    /**
     * Pictures beside each other.
     *
     * @param name in bold to the left
     * @param detail below the name
     */
    record Row(String name, String detail, List<Picture> pictures) {}

    /** Width and height of a picture on the sheet. */
    private record Cell(int width, int height) {
        /** Large pictures are made smaller, small ones larger by a whole factor, so that one sees their pixels. */
        static Cell of(Picture picture) {
            int longer = Math.max(picture.width(), picture.height());
            double scale = longer > LARGEST_CELL ? (double) LARGEST_CELL / longer : Math.ceilDiv(SMALLEST_CELL, longer);
            return new Cell((int) Math.max(1, Math.round(picture.width() * scale)), (int)
                    Math.max(1, Math.round(picture.height() * scale)));
        }
    }

    BufferedImage paint() {
        Cell cell = Cell.of(rows.getFirst().pictures().getFirst());
        int width = 2 * MARGIN + CAPTION_WIDTH + heads.size() * (cell.width() + GAP) - GAP;
        int height = 2 * MARGIN + TITLE_HEIGHT + HEAD_HEIGHT + rows.size() * (cell.height() + GAP) - GAP;
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(PAPER);
        pen.fillRect(0, 0, width, height);
        text(pen, BOLD, INK, title, MARGIN, MARGIN + LINE_HEIGHT, width - 2 * MARGIN);
        int top = MARGIN + TITLE_HEIGHT + HEAD_HEIGHT;
        for (int column = 0; column < heads.size(); column++) {
            text(pen, PLAIN, PALE_INK, heads.get(column), left(column, cell), top - GAP, cell.width());
        }
        for (int row = 0; row < rows.size(); row++) {
            paint(pen, rows.get(row), cell, top + row * (cell.height() + GAP));
        }
        pen.dispose();
        return sheet;
    }

    private static int left(int column, Cell cell) {
        return MARGIN + CAPTION_WIDTH + column * (cell.width() + GAP);
    }

    private static void paint(Graphics2D pen, Row row, Cell cell, int top) {
        int captionWidth = CAPTION_WIDTH - GAP;
        text(pen, BOLD, INK, row.name(), MARGIN, top + LINE_HEIGHT, captionWidth);
        text(pen, PLAIN, PALE_INK, row.detail(), MARGIN, top + 2 * LINE_HEIGHT, captionWidth);
        for (int column = 0; column < row.pictures().size(); column++) {
            int left = left(column, cell);
            Picture picture = row.pictures().get(column);
            boolean grows = picture.width() < cell.width();
            pen.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION,
                    grows
                            ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                            : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.drawImage(image(picture, cell), left, top, cell.width(), cell.height(), null);
            pen.setColor(FRAME);
            pen.drawRect(left - 1, top - 1, cell.width() + 1, cell.height() + 1);
        }
    }

    private static BufferedImage image(Picture picture, Cell cell) {
        // The pen's own way of making pictures smaller would leave jagged edges.
        Picture shown = picture.width() > cell.width() ? Resize.to(picture, cell.height(), cell.width()) : picture;
        byte[] rgb = shown.withChannels(3).pixels();
        BufferedImage image = new BufferedImage(shown.width(), shown.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < rgb.length; i += 3) {
            int colour = (rgb[i] & 0xff) << 16 | (rgb[i + 1] & 0xff) << 8 | (rgb[i + 2] & 0xff);
            image.setRGB(i / 3 % shown.width(), i / 3 / shown.width(), colour);
        }
        return image;
    }

    private static void text(Graphics2D pen, Font font, Color colour, String text, int x, int y, int width) {
        pen.setFont(font);
        pen.setColor(colour);
        pen.drawString(shortened(text, pen.getFontMetrics(), width), x, y);
    }

    /** The end is cut off where there is no room for it. */
    private static String shortened(String text, FontMetrics metrics, int width) {
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        String kept = text;
        while (!kept.isEmpty() && metrics.stringWidth(kept + "…") > width) {
            kept = kept.substring(0, kept.length() - 1);
        }
        return kept + "…";
    }
}
