package example;

import static dev.menny.trainer.data.Augmentations.flip;
import static dev.menny.trainer.data.Augmentations.rotate;

import dev.menny.backend.Pooling;
import dev.menny.io.ModelCard;
import dev.menny.io.Preprocessing;
import dev.menny.io.Weights;
import dev.menny.nn.MennyModels;
import dev.menny.optim.AdamW;
import dev.menny.tensor.Shape;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.model.Predictor;
import dev.menny.trainer.train.Trainer;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Paints noughts and crosses into two folders, learns to tell them apart, and is asked about some painted later. */
public final class NoughtsAndCrosses {
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final Path NEW_PICTURES = Path.of("target", "new-pictures");
    private static final Path FILE = Path.of("target", "noughts.safetensors");
    private static final Random RANDOM = new Random(42);

    public static void main(String[] args) throws IOException {
        paint(PICTURES, 60);
        train();
        paint(NEW_PICTURES, 20);
        double accuracy = accuracy();
        System.out.printf("right on %.1f %% of new pictures%n", 100 * accuracy);
        if (accuracy < 0.9) {
            System.exit(1);
        }
    }

    private static void train() throws IOException {
        var folder = ImageFolder.of(PICTURES);
        var model = MennyModels.simple(Shape.of(1, 32, 32, 3), 2, Pooling.AVERAGE, 0.2f);
        var history = Trainer.of(model, new PictureFormat(32, 32, 3))
                .optimizer(new AdamW(2e-3)).augment(flip(0.5), rotate(15)).epochs(12).patience(5)
                .fit(folder.split(0.2, 42));
        var best = history.best();
        System.out.printf("epoch %d was the best: loss %.4f%n", best.epoch(), best.validation().loss());
        var card = new ModelCard(folder.classes(), new Preprocessing(32, 32, 3));
        Weights.save(model, card, FILE);
    }

    private static double accuracy() throws IOException {
        var pictures = ImageFolder.of(NEW_PICTURES).images();
        int right = 0;
        try (var predictor = Predictor.load(FILE)) {
            for (var picture : pictures) {
                var prediction = predictor.predict(picture.file());
                right += prediction.label().equals(predictor.classifier().classes().get(picture.label())) ? 1 : 0;
            }
        }
        return (double) right / pictures.size();
    }

    private static void paint(Path folder, int count) throws IOException {
        for (String sign : List.of("cross", "nought")) {
            Files.createDirectories(folder.resolve(sign));
            for (int i = 0; i < count; i++) {
                ImageIO.write(picture(sign), "png", folder.resolve(sign).resolve(i + ".png").toFile());
            }
        }
    }

    /** One sign near the middle, of any size and colour. */
    private static BufferedImage picture(String sign) {
        var picture = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = picture.createGraphics();
        brush.setColor(Color.getHSBColor(RANDOM.nextFloat(), 0.5f, 0.4f));
        brush.fillRect(0, 0, 48, 48);
        brush.setColor(Color.getHSBColor(RANDOM.nextFloat(), 0.5f, 0.9f));
        brush.setStroke(new BasicStroke(RANDOM.nextInt(3, 7)));
        int size = RANDOM.nextInt(20, 36);
        int x = 24 - size / 2 + RANDOM.nextInt(-4, 5);
        int y = 24 - size / 2 + RANDOM.nextInt(-4, 5);
        if (sign.equals("nought")) {
            brush.drawOval(x, y, size, size);
        } else {
            brush.drawLine(x, y, x + size, y + size);
            brush.drawLine(x, y + size, x + size, y);
        }
        brush.dispose();
        return picture;
    }
}
