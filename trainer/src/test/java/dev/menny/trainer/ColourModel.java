package dev.menny.trainer;

import dev.menny.backend.Backend;
import dev.menny.io.ModelCard;
import dev.menny.io.Preprocessing;
import dev.menny.io.Weights;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.Sequential;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/** A model whose answers can be worked out by hand, and pictures for it. */
public final class ColourModel {
    /** By index of the logits. */
    public static final List<String> CLASSES = List.of("red", "green", "blue");

    private ColourModel() {}

    /** Saves such a model. */
    public static Path save(float strength, Backend backend, Path file) throws IOException {
        try (Sequential model = of(strength, backend)) {
            Weights.save(model, new ModelCard(CLASSES, new Preprocessing(2, 2, 3)), file);
        }
        return file;
    }

    /** A model of 2x2 pictures whose logits are the mean red, green and blue times {@code 4 * strength}. */
    public static Sequential of(float strength, Backend backend) {
        Sequential model =
                Sequential.of(new Flatten(), new Linear(2 * 2 * 3, 3)).initialize(backend, 1);
        float[] matrix = new float[3 * 12];
        for (int channel = 0; channel < 3; channel++) {
            for (int pixel = 0; pixel < 4; pixel++) {
                matrix[channel * 12 + pixel * 3 + channel] = strength;
            }
        }
        backend.memory()
                .upload(
                        matrix,
                        0,
                        model.parameters().get("layers.1.weight").value().buffer(),
                        matrix.length);
        return model;
    }

    /** Writes a picture of one colour. */
    public static Path picture(Path file, Color colour, int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, colour.getRGB());
        picture.setRGB(0, 0, width, height, pixels, 0, width);
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }
}
