package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.PANEL;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.host.HostBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Convolution weights in the order in which {@link ConvTile} reads them: {@code [output/PANEL][r][s*input][PANEL]}, with
 * zeros where the last panel has no output channels left. Packed at each call: small beside the work that follows.
 */
final class WeightPanels {
    private WeightPanels() {}

    /** Floats of the packed weights. */
    static int length(Conv2dSpec spec, int inputs, int outputs) {
        return Lanes.paneled(outputs) * spec.r() * spec.s() * inputs;
    }

    /** The weights {@code [k,r,s,c]} of the forward pass: outputs are k, inputs c. */
    static void packForward(Conv2dSpec spec, HostBuffer w, float[] panels) {
        int taps = spec.r() * spec.s() * spec.c();
        for (int k = 0; k < Lanes.paneled(spec.k()); k++) {
            int panel = k / PANEL * taps * PANEL + k % PANEL;
            for (int tap = 0; tap < taps; tap++) {
                panels[panel + tap * PANEL] = k < spec.k() ? w.floats()[w.offset() + k * taps + tap] : 0;
            }
        }
    }

    /** The weights of the data gradient: the kernel turned by half a circle, outputs are c, inputs k. */
    static void packBackward(Conv2dSpec spec, HostBuffer w, float[] panels) {
        int taps = spec.r() * spec.s() * spec.k();
        for (int c = 0; c < Lanes.paneled(spec.c()); c++) {
            int panel = c / PANEL * taps * PANEL + c % PANEL;
            for (int r = 0; r < spec.r(); r++) {
                for (int s = 0; s < spec.s(); s++) {
                    for (int k = 0; k < spec.k(); k++) {
                        int turned = ((k * spec.r() + spec.r() - 1 - r) * spec.s() + spec.s() - 1 - s) * spec.c() + c;
                        int tap = (r * spec.s() + s) * spec.k() + k;
                        panels[panel + tap * PANEL] = c < spec.c() ? w.floats()[w.offset() + turned] : 0;
                    }
                }
            }
        }
    }

    /** A bias, or zeros, with zeros after its end. */
    static float[] packBias(@Nullable HostBuffer b, int outputs) {
        float[] bias = new float[Lanes.paneled(outputs)];
        if (b != null) {
            System.arraycopy(b.floats(), b.offset(), bias, 0, outputs);
        }
        return bias;
    }
}
