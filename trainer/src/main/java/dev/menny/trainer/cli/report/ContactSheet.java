package dev.menny.trainer.cli.report;

import dev.menny.trainer.data.Picture;
import dev.menny.trainer.data.Resize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Rows and columns of small pictures with words under them, as one PNG. Pictures are shrunk as they are added, so that
 * a sheet of thousands of photographs takes little memory.
 *
 * <pre>{@code
 * var sheet = new ContactSheet("What the network sees", 8, 128);
 * sheet.add(picture, new Caption("Cody", "rotated", Caption.Tone.PLAIN));
 * sheet.write(Path.of("sheet.png"));
 * }</pre>
 */
public final class ContactSheet {
    private static final int MOST_PICTURES = 600;
    private static final long MOST_PIXELS = 24_000_000;
    private static final int MARGIN = 20;
    private static final int GAP = 14;
    private static final int TITLE_HEIGHT = 34;
    private static final int LINE_HEIGHT = 16;
    private static final int TITLE_SIZE = 16;
    private static final int TEXT_SIZE = 12;
    private static final int DETAIL_SIZE = 11;
    private static final int BASELINE = 13;

    private final String title;
    private final int columns;
    private final int side;
    private final int most;
    private final List<Cell> cells = new ArrayList<>();
    private int added;

    private record Cell(Picture picture, Caption caption) {}

    /**
     * An empty sheet.
     *
     * @param title stands above; may be empty
     * @param columns pictures in a row, at least 1
     * @param side pixels, at least 16; a larger picture is shrunk to fit into a square of it, a smaller one drawn with
     *     as large pixels as fit
     */
    public ContactSheet(String title, int columns, int side) {
        if (columns < 1 || side < 16) {
            throw new IllegalArgumentException("a contact sheet has at least 1 column and pictures of 16 pixels,"
                    + " got %d and %d".formatted(columns, side));
        }
        this.title = title;
        this.columns = columns;
        this.side = side;
        this.most = (int) Math.min(MOST_PICTURES, MOST_PIXELS / ((long) side * side) + 1);
    }

    /** Columns that make a sheet of so many pictures a little wider than high, as screens are. */
    public static int columnsFor(int pictures) {
        return (int) Math.clamp(Math.ceil(Math.sqrt(Math.min(pictures, MOST_PICTURES) * 1.3)), 1, 16);
    }

    /** Adds a picture at the end of the last row; one too many for any screen is only counted, and the title says so. */
    public void add(Picture picture, Caption caption) {
        add(() -> picture, caption);
    }

    /** The same with a picture that is only decoded if it is shown. */
    public void add(Supplier<Picture> picture, Caption caption) {
        if (cells.size() < most) {
            cells.add(new Cell(scaled(picture.get()), caption));
        }
        added++;
    }

    /** How many pictures were added, shown or not. */
    public int size() {
        return added;
    }

    private Picture scaled(Picture picture) {
        int longer = Math.max(picture.height(), picture.width());
        if (longer > side) {
            int height = Math.max(1, (int) Math.round((double) picture.height() * side / longer));
            int width = Math.max(1, (int) Math.round((double) picture.width() * side / longer));
            return Resize.to(picture, height, width);
        }
        return picture;
    }

    /**
     * Paints the sheet and writes it, whole or not at all.
     *
     * @throws NoFontsException if this machine has no fonts
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        WholeFile.write(file, paint());
    }

    BufferedImage paint() {
        Fonts.require();
        int shownColumns = Math.clamp(cells.size(), 1, columns);
        int rows = Math.ceilDiv(cells.size(), shownColumns);
        int top = MARGIN + (headline().isEmpty() ? 0 : TITLE_HEIGHT);
        int width = 2 * MARGIN + shownColumns * (side + GAP) - GAP;
        int height = top + MARGIN + Math.max(0, rows * (cellHeight() + GAP) - GAP);
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = Fonts.pen(sheet);
        pen.setColor(Palette.PAPER);
        pen.fillRect(0, 0, width, height);
        pen.setColor(Palette.INK);
        pen.setFont(Fonts.bold(TITLE_SIZE));
        pen.drawString(Fonts.cut(pen, headline(), width - 2 * MARGIN), MARGIN, MARGIN + BASELINE);
        for (int i = 0; i < cells.size(); i++) {
            int x = MARGIN + i % shownColumns * (side + GAP);
            int y = top + i / shownColumns * (cellHeight() + GAP);
            paint(cells.get(i), pen, x, y);
        }
        pen.dispose();
        return sheet;
    }

    private String headline() {
        return added == cells.size()
                ? title
                : "%s (the first %,d of %,d)"
                        .formatted(title, cells.size(), added)
                        .strip();
    }

    private int cellHeight() {
        boolean anyDetail =
                cells.stream().anyMatch(cell -> !cell.caption().detail().isEmpty());
        return side + 4 + LINE_HEIGHT * (anyDetail ? 2 : 1);
    }

    private void paint(Cell cell, Graphics2D pen, int x, int y) {
        Picture picture = cell.picture();
        // Whole multiples only: a pixel of the picture stays a square, neither smoothed nor uneven.
        int zoom = side / Math.max(picture.height(), picture.width());
        int width = picture.width() * zoom;
        int height = picture.height() * zoom;
        int left = x + (side - width) / 2;
        int top = y + (side - height) / 2;
        pen.drawImage(image(picture), left, top, width, height, null);
        Color tone = tone(cell.caption().tone());
        pen.setColor(tone);
        pen.setFont(Fonts.plain(TEXT_SIZE));
        centered(pen, cell.caption().text(), x, y + side + 4 + BASELINE);
        pen.setColor(Palette.FAINT);
        pen.setFont(Fonts.plain(DETAIL_SIZE));
        centered(pen, cell.caption().detail(), x, y + side + 4 + LINE_HEIGHT + BASELINE - 1);
    }

    private void centered(Graphics2D pen, String text, int x, int baseline) {
        String shown = Fonts.cut(pen, text, side);
        pen.drawString(shown, x + (side - pen.getFontMetrics().stringWidth(shown)) / 2, baseline);
    }

    private static Color tone(Caption.Tone tone) {
        return switch (tone) {
            case PLAIN -> Palette.INK;
            case GOOD -> Palette.BLUE;
            case BAD -> Palette.RED;
        };
    }

    private static BufferedImage image(Picture picture) {
        byte[] pixels = picture.withChannels(3).pixels();
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < pixels.length / 3; i++) {
            int red = pixels[3 * i] & 0xff;
            int green = pixels[3 * i + 1] & 0xff;
            int blue = pixels[3 * i + 2] & 0xff;
            image.setRGB(i % picture.width(), i / picture.width(), red << 16 | green << 8 | blue);
        }
        return image;
    }
}
