package dev.menny.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.ChangedBackend;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.MeteredMemory;
import dev.menny.backend.Philox;
import dev.menny.backend.TestBackends;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParameterArenaTest {
    private static final Initializer UNIFORM =
            (values, count, seed, position) -> Philox.uniforms(seed, position, values, count);

    private final Backend reference = TestBackends.reference();
    private final MeteredMemory memory = new MeteredMemory(reference.memory(), 100);
    private final Backend backend = ChangedBackend.withMemory(reference, memory);
    private final Parameter weight = new Parameter(Shape.of(5, 7), UNIFORM);
    private final Parameter bias = new Parameter(Shape.of(5), UNIFORM);
    private final Parameter other = new Parameter(Shape.of(7, 5), UNIFORM);

    @AfterEach
    void close() {
        backend.close();
    }

    private ParameterArena arena() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        parameters.put("weight", weight);
        parameters.put("bias", bias);
        parameters.put("other", other);
        return ParameterArena.allocate(backend, parameters);
    }

    @Test
    void aModelThatPredictsHoldsItsValuesAlone() {
        ParameterArena arena = arena();
        arena.initialize(1);
        // 35, 5 and 35 floats, each rounded up to a cache line.
        long values = 4 * (48 + 16 + 48);
        assertThat(memory.allocatedBytes()).isEqualTo(values);
        weight.gradientBuffer();
        assertThat(memory.allocatedBytes())
                .as("with gradients of the first run")
                .isEqualTo(values + 4 * 64);
        other.gradientBuffer();
        assertThat(memory.allocatedBytes()).as("with gradients of both runs").isEqualTo(2 * values);
        arena.state("moment");
        arena.state("moment");
        assertThat(memory.allocatedBytes()).as("with one state").isEqualTo(3 * values);
        arena.close();
        assertThat(memory.releasedBytes()).isEqualTo(3 * values);
    }

    @Test
    void spreadsOverBlocksWhereOneIsTooSmall() {
        ParameterArena arena = arena();
        arena.initialize(1);
        assertThat(arena.values()).extracting(DeviceBuffer::length).containsExactly(64L, 48L);
        assertThat(arena.state("moment")).extracting(DeviceBuffer::length).containsExactly(64L, 48L);
        assertThat(other.value().toArray()).isNotEqualTo(weight.value().toArray());
    }

    @Test
    void aLargeParameterHasARunOfItsOwn() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        parameters.put("bias", bias);
        parameters.put("large", new Parameter(Shape.of(1 << 20), UNIFORM));
        parameters.put("weight", weight);
        parameters.put("other", other);
        try (ParameterArena arena = ParameterArena.allocate(reference, parameters)) {
            assertThat(arena.values()).extracting(DeviceBuffer::length).containsExactly(16L, 1L << 20, 96L);
        }
    }

    @Test
    void gradientsBeforeABackwardPassAreRefused() {
        ParameterArena arena = arena();
        assertThatThrownBy(arena::gradients)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("parameter weight has no gradient: run a backward pass that reaches it first");
        weight.gradientBuffer();
        assertThatThrownBy(arena::gradients).hasMessageContaining("parameter bias has no gradient");
        assertThatThrownBy(bias::grad).hasMessageContaining("parameter bias has no gradient");
        bias.gradientBuffer();
        other.gradientBuffer();
        assertThat(arena.gradients()).hasSameSizeAs(arena.values());
    }

    @Test
    void theFirstContributionOverwritesAndLaterOnesAdd() {
        ParameterArena arena = arena();
        assertThat(weight.gradientBuffer().accumulate()).isFalse();
        assertThat(weight.gradientBuffer().accumulate()).isTrue();
        assertThat(bias.gradientBuffer().accumulate()).isFalse();
        arena.clearGradients();
        assertThat(weight.gradientBuffer().accumulate()).isFalse();
        assertThatThrownBy(bias::grad).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void stateIsZeroAtFirstAndKeptByName() {
        ParameterArena arena = arena();
        List<DeviceBuffer> first = arena.state("first");
        assertThat(arena.state("second")).isNotSameAs(first);
        assertThat(arena.state("first")).isSameAs(first);
        float[] values = new float[64];
        memory.download(first.getFirst(), values, 0, 64);
        assertThat(values).containsOnly(0);
    }

    @Test
    void equalSeedsGiveEqualFirstValues() {
        ParameterArena arena = arena();
        arena.initialize(1);
        float[] values = weight.value().toArray();
        arena.initialize(2);
        assertThat(weight.value().toArray()).isNotEqualTo(values);
        arena.initialize(1);
        assertThat(weight.value().toArray()).isEqualTo(values);
    }

    @Test
    void firstValuesOfALargeParameterAreThoseOfOneStream() {
        Parameter large = new Parameter(Shape.of((1 << 20) + 11), UNIFORM);
        try (ParameterArena arena = ParameterArena.allocate(reference, Map.of("large", large))) {
            arena.initialize(9);
            float[] expected = new float[(1 << 20) + 11];
            Philox.uniforms(Philox.derive(9, 0), 0, expected, expected.length);
            assertThat(large.value().toArray()).isEqualTo(expected);
        }
    }

    @Test
    void aParameterHasMemoryOnce() {
        assertThatThrownBy(weight::value)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model has no memory yet: call initialize(backend, seed) first");
        arena();
        assertThatThrownBy(this::arena)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this model has its memory already: build another one for another device");
    }
}
