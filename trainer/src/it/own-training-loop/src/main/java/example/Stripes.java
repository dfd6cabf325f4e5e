package example;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.RandomStream;
import dev.menny.autograd.Tape;
import dev.menny.backend.Backends;
import dev.menny.io.Classifier;
import dev.menny.io.ModelCard;
import dev.menny.io.Preprocessing;
import dev.menny.io.Weights;
import dev.menny.nn.ConvBlock;
import dev.menny.nn.Dropout;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.ReLU;
import dev.menny.nn.Sequential;
import dev.menny.nn.SoftmaxCrossEntropy;
import dev.menny.optim.AdamW;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Learns to tell across from down, the directions of faint stripes, with a training loop of its own. */
public final class Stripes {
    private static final int SIZE = 16;
    private static final int BATCH = 16;
    private static final Path FILE = Path.of("target", "stripes.safetensors");
    private static final Random RANDOM = new Random(42);

    public static void main(String[] args) throws IOException {
        train();
        double accuracy = accuracy();
        System.out.printf("right on %.1f %% of new pictures%n", 100 * accuracy);
        if (accuracy < 0.95) {
            System.exit(1);
        }
    }

    private static void train() throws IOException {
        try (var backend = Backends.open("auto"); var scope = Scope.open(backend)) {
            var model = Sequential.of(
                    new ConvBlock(1, 8, 3), new ConvBlock(8, 16, 3), new Flatten(),
                    new Linear(4 * 4 * 16, 32), new ReLU(), new Dropout(0.2f), new Linear(32, 2));
            model.initialize(backend, 42);
            var optimizer = new AdamW(1e-3);
            var loss = new SoftmaxCrossEntropy();
            var dropout = RandomStream.of(42);
            for (int step = 0; step < 200; step++) {
                scope.reset();
                var tape = new Tape(scope);
                var ctx = ExecutionContext.training(tape, dropout);
                var labels = RANDOM.ints(BATCH, 0, 2).toArray();
                var x = scope.tensor(Shape.of(BATCH, SIZE, SIZE, 1), pixels(labels));
                var y = loss.forward(ctx, model.forward(ctx, x), labels);
                tape.backward(y);
                optimizer.step(model.arena());
                if (step % 50 == 0) {
                    System.out.printf("step %3d  loss %.4f%n", step, y.item());
                }
            }
            var card = new ModelCard(List.of("across", "down"), new Preprocessing(SIZE, SIZE, 1), Map.of());
            Weights.save(model, card, FILE);
        }
    }

    private static double accuracy() throws IOException {
        int right = 0;
        try (var classifier = Classifier.load(FILE)) {
            for (int i = 0; i < 200; i++) {
                int label = i % 2;
                var prediction = classifier.predict(pixels(label));
                right += prediction.label().equals(classifier.classes().get(label)) ? 1 : 0;
            }
        }
        return right / 200.0;
    }

    /** Stripes four pixels apart that begin anywhere, under noise twice as strong: {@code [N,SIZE,SIZE,1]} in [0, 1]. */
    private static float[] pixels(int... labels) {
        var pixels = new float[labels.length * SIZE * SIZE];
        for (int n = 0; n < labels.length; n++) {
            int begin = RANDOM.nextInt(4);
            for (int i = 0; i < SIZE * SIZE; i++) {
                int position = labels[n] == 0 ? i / SIZE : i % SIZE;
                float stripe = (position + begin) % 4 < 2 ? 0 : 0.33f;
                pixels[n * SIZE * SIZE + i] = stripe + 0.67f * RANDOM.nextFloat();
            }
        }
        return pixels;
    }
}
