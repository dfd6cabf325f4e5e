package dev.menny.trainer.cli.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** The typeface of all pictures, and a way to learn early that a machine has none. */
final class Fonts {
    private Fonts() {}

    static Font plain(int size) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, size);
    }

    static Font bold(int size) {
        return new Font(Font.SANS_SERIF, Font.BOLD, size);
    }

    /** A pen with smooth edges for letters and lines. */
    static Graphics2D pen(BufferedImage image) {
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return pen;
    }

    /** @throws NoFontsException if letters cannot be drawn on this machine */
    static void require() {
        Graphics2D pen = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            pen.getFontMetrics(plain(10)).stringWidth("a");
        } catch (RuntimeException | LinkageError | InternalError e) {
            // The JDK answers a missing fontconfig with a bare RuntimeException, a missing library with errors.
            throw new NoFontsException(e);
        } finally {
            pen.dispose();
        }
    }

    /** As much of {@code text} as fits into {@code width} pixels, with an ellipsis where it was cut. */
    static String cut(Graphics2D pen, String text, int width) {
        if (pen.getFontMetrics().stringWidth(text) <= width) {
            return text;
        }
        int length = text.length();
        while (length > 0 && pen.getFontMetrics().stringWidth(text.substring(0, length) + "…") > width) {
            length--;
        }
        return text.substring(0, length) + "…";
    }
}
