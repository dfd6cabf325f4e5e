package dev.menny.training;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.RandomStream;
import dev.menny.autograd.Tape;
import dev.menny.backend.Backend;
import dev.menny.backend.Pooling;
import dev.menny.backend.Window;
import dev.menny.nn.Conv2d;
import dev.menny.nn.ConvBlock;
import dev.menny.nn.Dropout;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.MaxPool2d;
import dev.menny.nn.ReLU;
import dev.menny.nn.Sequential;
import dev.menny.nn.SoftmaxCrossEntropy;
import dev.menny.optim.AdamW;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A few training steps on made-up images.
 *
 * @param losses the loss before each step
 * @param fingerprint a hash of the bits of all parameters after the last step
 */
public record SmallTraining(List<Float> losses, long fingerprint) {
    private static final int CLASSES = 4;
    private static final long SEED = 20;
    private static final double LEARNING_RATE = 1e-3;
    // Below the norms of most steps.
    private static final double CLIP_NORM = 0.5;

    /** All kinds of layers, at sizes that no vector divides; for images {@code [N,8,8,3]}. */
    public static Sequential mixed() {
        return Sequential.of(
                new ConvBlock(3, 17, 3),
                new Conv2d(17, 5, Window.of(3, 1).padding(1, 0), true),
                new ReLU(),
                new MaxPool2d(),
                new ConvBlock(5, 33, Window.of(1), Pooling.MAX),
                new Dropout(0.1f),
                new Flatten(),
                new Linear(33, 19),
                new ReLU(),
                new Linear(19, CLASSES));
    }

    /** Images that {@link #mixed} takes. */
    public static Shape mixedImages(int batch) {
        return Shape.of(batch, 8, 8, 3);
    }

    /** Trains with AdamW on one batch; everything follows from the arguments. */
    public static SmallTraining run(Backend backend, Sequential model, Shape images, int steps) {
        model.initialize(backend, SEED);
        AdamW optimizer = new AdamW(LEARNING_RATE).clipNorm(CLIP_NORM);
        RandomStream dropout = RandomStream.of(SEED);
        SoftmaxCrossEntropy criterion = new SoftmaxCrossEntropy();
        Batch batch = Batch.of(images, CLASSES, SEED);
        List<Float> losses = new ArrayList<>();
        try (Scope scope = Scope.open(backend)) {
            for (int step = 0; step < steps; step++) {
                Tensor loss = backend.step(() -> {
                    Tape tape = new Tape(scope);
                    ExecutionContext ctx = ExecutionContext.training(tape, dropout);
                    Tensor logits = model.forward(ctx, batch.images(scope));
                    Tensor batchLoss = criterion.forward(ctx, logits, batch.labels());
                    tape.backward(batchLoss);
                    optimizer.step(model.arena());
                    return batchLoss;
                });
                losses.add(loss.item());
                scope.reset();
            }
        }
        return new SmallTraining(losses, fingerprint(model));
    }

    private static long fingerprint(Sequential model) {
        long hash = 1;
        for (Parameter parameter : model.parameters().values()) {
            for (float value : parameter.value().toArray()) {
                hash = 31 * hash + Float.floatToRawIntBits(value);
            }
        }
        return hash;
    }
}
