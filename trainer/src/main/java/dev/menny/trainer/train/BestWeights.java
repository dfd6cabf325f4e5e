package dev.menny.trainer.train;

import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import dev.menny.tensor.ParameterArena;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One copy of a model's values beside the model, in memory that is taken when first needed and then used again. */
final class BestWeights implements AutoCloseable {
    private final ParameterArena arena;
    private final DeviceMemory memory;
    private @Nullable List<DeviceBuffer> copy;

    BestWeights(ParameterArena arena) {
        this.arena = arena;
        this.memory = arena.backend().memory();
    }

    /** Copies the model's present values over those kept before. */
    void keep() {
        if (copy == null) {
            copy = arena.values().stream()
                    .map(run -> memory.allocate(BufferKind.F32, run.length()))
                    .toList();
        }
        for (int i = 0; i < copy.size(); i++) {
            memory.copy(arena.values().get(i), copy.get(i));
        }
    }

    /** Gives the model the kept values back. */
    void restore() {
        if (copy == null) {
            throw new IllegalStateException("no weights were kept");
        }
        for (int i = 0; i < copy.size(); i++) {
            memory.copy(copy.get(i), arena.values().get(i));
        }
    }

    @Override
    public void close() {
        if (copy != null) {
            copy.forEach(memory::release);
        }
    }
}
