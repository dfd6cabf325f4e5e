package dev.menny.trainer;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** A small data set that a small network can learn: coloured shapes somewhere on a noisy ground. */
public final class ShapePictures {
    /** The classes, sorted. */
    public static final List<String> CLASSES = List.of("disc", "square", "triangle");

    private static final int SIZE = 16;
    private static final List<Color> COLOURS =
            List.of(new Color(200, 60, 60), new Color(60, 170, 60), new Color(70, 70, 210));

    private ShapePictures() {}

    /** Writes {@code perClass} pictures of each class into a folder of its own below {@code root}. */
    public static Path write(Path root, int perClass, long seed) {
        Random random = new Random(seed);
        for (int label = 0; label < CLASSES.size(); label++) {
            for (int i = 0; i < perClass; i++) {
                Path file = root.resolve(CLASSES.get(label)).resolve("%02d.png".formatted(i));
                save(paint(label, random), file);
            }
        }
        return root;
    }

    private static BufferedImage paint(int label, Random random) {
        BufferedImage picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                int grey = 90 + random.nextInt(60);
                picture.setRGB(x, y, new Color(grey, grey, grey).getRGB());
            }
        }
        Graphics2D pen = picture.createGraphics();
        pen.setColor(COLOURS.get(label));
        pen.fill(shape(label, 1 + random.nextInt(6), 1 + random.nextInt(6), 7 + random.nextInt(3)));
        pen.dispose();
        return picture;
    }

    private static Shape shape(int label, int x, int y, int side) {
        return switch (label) {
            case 0 -> new Ellipse2D.Double(x, y, side, side);
            case 1 -> new Rectangle2D.Double(x, y, side, side);
            default -> new Polygon(new int[] {x, x + side, x + side / 2}, new int[] {y + side, y + side, y}, 3);
        };
    }

    private static void save(BufferedImage picture, Path file) {
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
