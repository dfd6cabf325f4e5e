package dev.menny.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.RandomStream;
import dev.menny.autograd.Tape;
import dev.menny.backend.Backend;
import dev.menny.backend.Precision;
import dev.menny.nn.Sequential;
import dev.menny.nn.SoftmaxCrossEntropy;
import dev.menny.optim.AdamW;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import dev.menny.training.Batch;
import dev.menny.training.SmallTraining;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A training of any length holds the memory that its first steps took, on the device and pinned on the host. */
@Tag("gpu")
class SteadyMemoryTest {
    private static final int STEPS = 1000;
    private static final int WARM_UP = 5;

    @Test
    void doesNotGrowInAThousandSteps() {
        try (Backend backend = TestGpu.open(Precision.FP32);
                Scope scope = Scope.open(backend)) {
            Training training = new Training(backend, scope);
            training.steps(WARM_UP);
            TestGpu.Held warm = TestGpu.held();
            training.steps(STEPS);
            assertThat(TestGpu.held()).isEqualTo(warm);
        }
    }

    @Test
    void aClosedBackendLeavesNothingBehind() {
        assumeFalse(TestGpu.isReal(), "NVIDIA's libraries keep some memory of their own");
        TestGpu.open().close();
        TestGpu.Held before = TestGpu.held();
        try (Backend backend = TestGpu.open();
                Scope scope = Scope.open(backend)) {
            new Training(backend, scope).steps(WARM_UP);
            assertThat(TestGpu.held().deviceBytes()).isGreaterThan(before.deviceBytes());
        }
        assertThat(TestGpu.held()).isEqualTo(before);
    }

    private static final class Training {
        private final Backend backend;
        private final Scope scope;
        private final Sequential model = SmallTraining.mixed();
        private final AdamW optimizer = new AdamW(1e-3);
        private final RandomStream dropout = RandomStream.of(1);
        private final SoftmaxCrossEntropy criterion = new SoftmaxCrossEntropy();
        private final Batch batch;

        Training(Backend backend, Scope scope) {
            this.backend = backend;
            this.scope = scope;
            model.initialize(backend, 1);
            Shape images = SmallTraining.mixedImages(1);
            batch = Batch.of(images, 4, 1);
        }

        void steps(int count) {
            for (int i = 0; i < count; i++) {
                scope.reset();
                backend.step(() -> {
                            Tape tape = new Tape(scope);
                            ExecutionContext ctx = ExecutionContext.training(tape, dropout);
                            Tensor logits = model.forward(ctx, batch.images(scope));
                            Tensor loss = criterion.forward(ctx, logits, batch.labels());
                            tape.backward(loss);
                            optimizer.step(model.arena());
                            return loss;
                        })
                        .item();
            }
        }
    }
}
