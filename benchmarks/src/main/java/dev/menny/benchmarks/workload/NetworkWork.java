package dev.menny.benchmarks.workload;

import dev.menny.benchmarks.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole network on a batch of square pictures.
 *
 * @param network which one
 * @param size height and width of a picture
 * @param batch pictures
 * @param pass what of it is computed
 */
public record NetworkWork(Network network, int size, int batch, Pass pass) implements Work {
    private static final int TRAINING_PASSES = 3;
    // Weights are read forwards and backwards; AdamW reads and writes them and their moments. The gradient itself need
    // not pass through memory, as it is used up where it is made.
    private static final int INFERENCE_WEIGHTS = 1;
    private static final int GRADIENT_WEIGHTS = 2;
    private static final int STEP_WEIGHTS = GRADIENT_WEIGHTS + AdamWWork.PASSES - 1;
    // Gradients that stay do pass through memory once.
    private static final int KEPT_GRADIENT = 1;

    /** What of the network is computed. */
    public enum Pass {
        /** Logits. */
        INFERENCE,
        /** Logits, loss and all gradients of parameters. */
        FORWARD_BACKWARD,
        /** The same and a step of AdamW. */
        STEP
    }

    /** @throws UserError if the size cannot be halved as often as the network does */
    public NetworkWork {
        if (size % (1 << network.halvings()) != 0) {
            throw new UserError("size %d: the %s model needs one divisible by %d"
                    .formatted(size, network, 1 << network.halvings()));
        }
    }

    /** The convolutions, first to last. */
    public List<ConvShape> convolutions() {
        List<ConvShape> shapes = new ArrayList<>();
        int c = Network.PICTURE_CHANNELS;
        int side = size;
        for (int k : network.channels()) {
            shapes.add(new ConvShape(batch, side, side, c, k));
            c = k;
            side /= 2;
        }
        return shapes;
    }

    /** Features that the blocks hand to the hidden layer. */
    public int features() {
        int side = size >> network.halvings();
        return side * side * network.channels().getLast();
    }

    private double linearWeights() {
        return (double) network.hidden() * (features() + Network.CLASSES);
    }

    private double parameters() {
        return linearWeights()
                + convolutions().stream().mapToDouble(ConvShape::weightLength).sum();
    }

    @Override
    public double flops() {
        double linear = 2 * batch * linearWeights();
        double forward =
                linear + convolutions().stream().mapToDouble(ConvShape::flops).sum();
        if (pass == Pass.INFERENCE) {
            return forward;
        }
        double step = pass == Pass.STEP ? new AdamWWork((int) parameters()).flops() : 0;
        return TRAINING_PASSES * forward - convolutions().getFirst().flops() + step;
    }

    @Override
    public double bytes(int activationBytes) {
        ConvPass block = pass == Pass.INFERENCE ? ConvPass.BLOCK_FORWARD : ConvPass.BLOCK_FORWARD_AND_GRADIENTS;
        double blocks = convolutions().stream()
                .mapToDouble(shape -> new ConvWork(shape, block).bytes(activationBytes))
                .sum();
        return blocks + Float.BYTES * linearWeights() * linearPasses();
    }

    private int linearPasses() {
        return switch (pass) {
            case INFERENCE -> INFERENCE_WEIGHTS;
            case FORWARD_BACKWARD -> GRADIENT_WEIGHTS + KEPT_GRADIENT;
            case STEP -> STEP_WEIGHTS;
        };
    }

    @Override
    public boolean effective() {
        return true;
    }

    @Override
    public int images() {
        return batch;
    }
}
