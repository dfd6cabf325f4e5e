package dev.menny.tensor;

import dev.menny.nn.Layer;

/** What must not be: a tensor that knows layers. The architecture test shows that it would be noticed. */
public final class PlantedUpwardDependency {
    private PlantedUpwardDependency() {}

    static Shape output(Layer layer, Shape input) {
        return layer.outputShape(input);
    }
}
