package dev.menny.witness;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** One thing to compare: inputs drawn at random and what PyTorch makes of them. */
interface WitnessCase {

    /** The first part of the names of its tensors. */
    String name();

    /** Strides, rates and the like, for the metadata. */
    Map<String, Number> settings();

    Map<String, Values> inputs(Draw draw);

    /**
     * Everything the library has to arrive at, by name.
     *
     * @throws Soundness.UnsoundException if the inputs make a poor witness
     */
    Map<String, NDArray> outputs(Torch torch, Map<String, Values> inputs);
}
