package dev.menny.benchmarks.menny;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.RandomStream;
import dev.menny.autograd.Tape;
import dev.menny.backend.Backend;
import dev.menny.backend.Pooling;
import dev.menny.benchmarks.workload.AdamWWork;
import dev.menny.benchmarks.workload.Data;
import dev.menny.benchmarks.workload.Network;
import dev.menny.benchmarks.workload.NetworkWork;
import dev.menny.nn.MennyModels;
import dev.menny.nn.Sequential;
import dev.menny.nn.SoftmaxCrossEntropy;
import dev.menny.optim.AdamW;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;

/** A whole network of Menny, used as any program would use it. */
abstract class MennyNetwork extends BackendWorkload {
    private static final long SEED = 42;

    final Sequential model;
    final Scope scope;
    final Tensor x;
    private final Scope inputs;

    private MennyNetwork(Backend backend, NetworkWork work) {
        super(backend);
        Shape pictures = Shape.of(work.batch(), work.size(), work.size(), Network.PICTURE_CHANNELS);
        this.model = model(work.network(), pictures).initialize(backend, SEED);
        this.scope = Scope.open(backend);
        // Outlives the steps, each of which resets its own scope.
        this.inputs = Scope.open(backend);
        this.x = inputs.tensor(pictures, Data.uniform(Math.toIntExact(pictures.length())));
    }

    static MennyNetwork prepare(Backend backend, NetworkWork work) {
        return switch (work.pass()) {
            case INFERENCE -> new Inference(backend, work);
            case FORWARD_BACKWARD -> new ForwardBackward(backend, work);
            case STEP -> new Step(backend, work);
        };
    }

    private static Sequential model(Network network, Shape pictures) {
        return switch (network) {
            case SIMPLE -> MennyModels.simple(pictures, Network.CLASSES, Pooling.AVERAGE, Network.DROPOUT);
            case COMPLEX -> MennyModels.complex(pictures, Network.CLASSES, Pooling.AVERAGE, Network.DROPOUT);
        };
    }

    @Override
    public void close() {
        scope.close();
        inputs.close();
        model.close();
        backend.close();
    }

    /** Logits, on the host at the end, as whoever asks for a prediction needs them. */
    private static final class Inference extends MennyNetwork {
        Inference(Backend backend, NetworkWork work) {
            super(backend, work);
        }

        @Override
        public void run() {
            logits().toArray();
            finish();
        }

        @Override
        public void begin() {
            logits();
        }

        private Tensor logits() {
            return backend.step(() -> {
                scope.reset();
                return model.forward(ExecutionContext.inference(scope), x);
            });
        }
    }

    /** Everything of a training step but the optimizer. */
    private static class ForwardBackward extends MennyNetwork {
        private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
        private final RandomStream dropout = RandomStream.of(SEED);
        private final int[] labels;

        ForwardBackward(Backend backend, NetworkWork work) {
            super(backend, work);
            this.labels = Data.labels(work.batch());
        }

        @Override
        public void run() {
            step().item();
            finish();
        }

        @Override
        public void begin() {
            step();
        }

        /** As one step of the backend, which a GPU replays as a whole; gives the loss, which nobody has waited for yet. */
        private Tensor step() {
            return backend.step(() -> {
                scope.reset();
                Tape tape = new Tape(scope);
                ExecutionContext ctx = ExecutionContext.training(tape, dropout);
                Tensor y = loss.forward(ctx, model.forward(ctx, x), labels);
                tape.backward(y);
                useGradients();
                return y;
            });
        }

        /** All gradients must be there, whatever form they are kept in: what is compared with has them, too. */
        void useGradients() {
            model.parameters().values().forEach(Parameter::grad);
            model.arena().clearGradients();
        }
    }

    /** A whole training step. */
    private static final class Step extends ForwardBackward {
        private final AdamW optimizer = new AdamW(AdamWWork.LEARNING_RATE, AdamWWork.WEIGHT_DECAY);

        Step(Backend backend, NetworkWork work) {
            super(backend, work);
        }

        @Override
        void useGradients() {
            optimizer.step(model.arena());
        }
    }
}
