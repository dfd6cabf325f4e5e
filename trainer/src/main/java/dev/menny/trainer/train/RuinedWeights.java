package dev.menny.trainer.train;

import dev.menny.backend.DeviceBuffer;
import dev.menny.tensor.ParameterArena;

/**
 * Keeps weights that are no numbers out of all files. A loss does not always give them away: a ReLU makes 0 of minus
 * infinity, on some devices of NaN too, so that a model goes on without some of its filters.
 */
final class RuinedWeights {
    private RuinedWeights() {}

    /** @throws TrainingDivergedException if a weight is NaN or infinite */
    static void refuse(ParameterArena weights, TrainingState state) {
        for (DeviceBuffer run : weights.values()) {
            double squares = weights.backend().kernels().sumOfSquares(run);
            if (!Double.isFinite(squares)) {
                throw TrainingDivergedException.inWeights(state.epoch(), state.step(), squares);
            }
        }
    }
}
