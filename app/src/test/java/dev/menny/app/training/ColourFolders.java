package dev.menny.app.training;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/** Folders of small noisy pictures, a colour each class, which a small network learns within seconds. */
public final class ColourFolders {
    private static final int SIDE = 16;
    private static final Map<String, Color> COLOURS =
            Map.of("blue", new Color(40, 60, 200), "green", new Color(40, 180, 60), "red", new Color(210, 50, 40));

    private ColourFolders() {}

    /** Writes {@code perClass} pictures of each class below {@code root}. */
    public static Path write(Path root, int perClass) {
        Random random = new Random(1);
        COLOURS.forEach((name, colour) -> {
            for (int i = 0; i < perClass; i++) {
                save(paint(colour, random), root.resolve(name).resolve("%02d.png".formatted(i)));
            }
        });
        return root;
    }

    private static BufferedImage paint(Color colour, Random random) {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int darker = random.nextInt(40);
            int rgb =
                    new Color(colour.getRed() - darker, colour.getGreen() - darker, colour.getBlue() - darker).getRGB();
            picture.setRGB(i % SIDE, i / SIDE, rgb);
        }
        return picture;
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
