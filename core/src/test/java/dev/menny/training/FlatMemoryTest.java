package dev.menny.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.RandomStream;
import dev.menny.autograd.Tape;
import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.ChangedBackend;
import dev.menny.backend.MeteredMemory;
import dev.menny.backend.TestBackends;
import dev.menny.nn.Sequential;
import dev.menny.nn.SoftmaxCrossEntropy;
import dev.menny.optim.AdamW;
import dev.menny.tensor.Scope;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training takes its memory in the first step and no more after it. */
class FlatMemoryTest {
    private static final int STEPS = 300;

    static List<String> backends() {
        return TestBackends.fast();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void laterStepsAllocateNothing(String name) {
        try (Backend inner = Backends.open(name, 2)) {
            MeteredMemory memory =
                    new MeteredMemory(inner.memory(), inner.memory().maxLength());
            Backend backend = ChangedBackend.withMemory(inner, memory);
            Sequential model = SmallTraining.mixed().initialize(backend, 1);
            AdamW optimizer = new AdamW(1e-3);
            RandomStream dropout = RandomStream.of(1);
            try (Scope scope = Scope.open(backend)) {
                step(model, scope, optimizer, dropout);
                long first = memory.allocatedBytes();
                for (int i = 0; i < STEPS; i++) {
                    step(model, scope, optimizer, dropout);
                }
                assertThat(memory.allocatedBytes()).isEqualTo(first);
            }
            model.close();
            assertThat(memory.releasedBytes()).isEqualTo(memory.allocatedBytes());
        }
    }

    private static void step(Sequential model, Scope scope, AdamW optimizer, RandomStream dropout) {
        Batch batch = Batch.of(SmallTraining.mixedImages(3), 4, 1);
        Tape tape = new Tape(scope);
        ExecutionContext ctx = ExecutionContext.training(tape, dropout);
        tape.backward(new SoftmaxCrossEntropy().forward(ctx, model.forward(ctx, batch.images(scope)), batch.labels()));
        optimizer.step(model.arena());
        scope.reset();
    }
}
