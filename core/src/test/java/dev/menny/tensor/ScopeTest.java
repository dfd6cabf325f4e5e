package dev.menny.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.ChangedBackend;
import dev.menny.backend.MeteredMemory;
import dev.menny.backend.TestBackends;
import dev.menny.backend.host.HostBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private static final String ADVICE = "Tensor[2,3] was used after its scope was reset or closed:"
            + " copy what must outlive a step with toArray() before";

    private final Backend reference = TestBackends.reference();
    private final MeteredMemory memory = new MeteredMemory(reference.memory(), Integer.MAX_VALUE);
    private final Backend backend = ChangedBackend.withMemory(reference, memory);

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void aTensorUsedAfterAResetSaysWhatToDo() {
        try (Scope scope = Scope.open(backend)) {
            Tensor tensor = scope.allocate(Shape.of(2, 3));
            Tensor view = tensor.reshape(Shape.of(2, 3));
            scope.reset();
            assertThatThrownBy(tensor::buffer)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(ADVICE);
            assertThatThrownBy(view::toArray).hasMessage(ADVICE);
            assertThat(scope.tensor(Shape.of(1), 5).item()).as("a new tensor").isEqualTo(5);
        }
    }

    @Test
    void aTensorUsedAfterCloseSaysWhatToDo() {
        Scope scope = Scope.open(backend);
        Tensor tensor = scope.allocate(Shape.of(2, 3));
        scope.close();
        assertThatThrownBy(tensor::toArray).hasMessage(ADVICE);
    }

    @Test
    void tensorsDoNotOverlap() {
        try (Scope scope = Scope.open(backend)) {
            List<Tensor> tensors = new ArrayList<>();
            // More than fits one block, with lengths that no cache line divides.
            for (int i = 0; i < 60; i++) {
                float[] values = new float[20_001 + i];
                Arrays.fill(values, i);
                tensors.add(scope.tensor(Shape.of(values.length), values));
            }
            for (int i = 0; i < tensors.size(); i++) {
                assertThat(tensors.get(i).toArray()).containsOnly(i);
            }
        }
    }

    @Test
    void aThousandStepsStayAtTheSameAddressesAndAllocateNothing() {
        try (Scope scope = Scope.open(backend)) {
            List<Integer> offsets = step(scope);
            long capacity = scope.capacityBytes();
            long allocated = memory.allocatedBytes();
            assertThat(capacity).isEqualTo(allocated);
            for (int i = 0; i < 1000; i++) {
                scope.reset();
                assertThat(step(scope)).isEqualTo(offsets);
            }
            assertThat(scope.capacityBytes()).isEqualTo(capacity);
            assertThat(memory.allocatedBytes()).isEqualTo(allocated);
        }
        assertThat(memory.releasedBytes()).isEqualTo(memory.allocatedBytes());
    }

    /** Takes buffers of all kinds and returns where they lie: arrays by identity, and offsets. */
    private static List<Integer> step(Scope scope) {
        List<Integer> addresses = new ArrayList<>();
        for (int size : new int[] {5, 300_000, 17, 150_000, 1}) {
            HostBuffer floats = HostBuffer.of(scope.allocate(Shape.of(size)).buffer());
            addresses.add(System.identityHashCode(floats.floats()));
            addresses.add(floats.offset());
        }
        HostBuffer labels = HostBuffer.of(scope.ints(1, 2, 3));
        addresses.add(System.identityHashCode(labels.ints()));
        HostBuffer mask = HostBuffer.of(scope.bytes(77));
        addresses.add(System.identityHashCode(mask.bytes()));
        return addresses;
    }

    @Test
    void wantsAsManyValuesAsTheShapeHasElements() {
        try (Scope scope = Scope.open(backend)) {
            assertThatThrownBy(() -> scope.tensor(Shape.of(2, 3), 1, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("[2,3] needs 6 values, got 2");
        }
    }

    @Test
    void anItemIsAnOnlyElement() {
        try (Scope scope = Scope.open(backend)) {
            assertThatThrownBy(() -> scope.tensor(Shape.of(2), 1, 2).item())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("item() wants a tensor of one element, this one is [2]");
        }
    }

    @Test
    void aReshapeKeepsTheElements() {
        try (Scope scope = Scope.open(backend)) {
            Tensor tensor = scope.tensor(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
            Tensor reshaped = tensor.reshape(Shape.of(6));
            assertThat(reshaped.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(reshaped.storage()).isSameAs(tensor.storage());
            assertThatThrownBy(() -> tensor.reshape(Shape.of(7)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("[reshape] [2,3] has 6 elements, [7] would have 7");
        }
    }
}
