package dev.menny.io;

import dev.menny.nn.LayerConfig;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Shape;
import java.util.List;

/**
 * All that a file of weights says about its model, without the weights.
 *
 * @param layers the layers' settings, first to last
 * @param card classes, preprocessing and notes
 */
public record ModelDescription(List<LayerConfig> layers, ModelCard card) {
    /** Copies the layers. */
    public ModelDescription {
        layers = List.copyOf(layers);
    }

    /**
     * A model of these layers, without memory: enough for its shapes, sizes and summary.
     *
     * @throws IllegalArgumentException if a layer is unknown or lacks a setting
     */
    public Sequential model() {
        return Sequential.fromConfigs(layers);
    }

    /** @throws IllegalArgumentException unless the layers turn such pictures into one logit per class */
    void requireConsistent() {
        Shape logits = model().outputShape(card.preprocessing().shape(1));
        if (!logits.equals(Shape.of(1, card.classes().size()))) {
            throw new IllegalArgumentException("the layers give %s for a picture, %d classes need [1,%2$d]"
                    .formatted(logits, card.classes().size()));
        }
    }
}
