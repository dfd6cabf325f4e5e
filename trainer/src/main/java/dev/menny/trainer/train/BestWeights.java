package dev.menny.trainer.train;

import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import dev.menny.tensor.ParameterArena;
import java.util.List;

/**
 * One copy of a model's values beside the model. It lies in the arena like an optimizer's numbers, so that a checkpoint
 * takes it along with them.
 */
final class BestWeights implements AutoCloseable {
    /** What the arena calls the copy. */
    static final String STATE = "best weights";

    private final ParameterArena arena;
    private final DeviceMemory memory;

    BestWeights(ParameterArena arena) {
        this.arena = arena;
        this.memory = arena.backend().memory();
    }

    /** Copies the model's present values over those kept before. */
    void keep() {
        copy(arena.values(), arena.state(STATE));
    }

    /** Gives the model the kept values back. */
    void restore() {
        if (!arena.stateNames().contains(STATE)) {
            throw new IllegalStateException("no weights were kept");
        }
        copy(arena.state(STATE), arena.values());
    }

    private void copy(List<DeviceBuffer> from, List<DeviceBuffer> to) {
        for (int i = 0; i < from.size(); i++) {
            memory.copy(from.get(i), to.get(i));
        }
    }

    @Override
    public void close() {
        arena.releaseState(STATE);
    }
}
