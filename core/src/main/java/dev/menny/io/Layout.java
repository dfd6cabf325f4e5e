package dev.menny.io;

import dev.menny.tensor.Shape;
import java.util.List;

/** The order of axes in which a program writes its weights. */
public enum Layout {
    /** Told by the shapes, where they fit one of the others only. */
    AUTO,
    /**
     * Channels first: convolutions are {@code [out,in,kH,kW]}, and a linear layer after a flattening counts its inputs
     * over channel, row, column.
     */
    PYTORCH,
    /**
     * Channels last, as in Menny: convolutions are {@code [out,kH,kW,in]}, and a linear layer after a flattening counts
     * its inputs over row, column, channel.
     */
    MLX;

    /** The sizes that a weight of Menny's has in this layout. */
    List<Long> sizes(Shape weight) {
        List<Long> sizes = ModelTensors.sizes(weight);
        return this == PYTORCH && weight.rank() == 4
                ? List.of(sizes.get(0), sizes.get(3), sizes.get(1), sizes.get(2))
                : sizes;
    }
}
