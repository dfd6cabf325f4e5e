package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.PANEL;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.host.HostBuffer;
import dev.menny.backend.host.ScratchPool;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Convolution weights in the order in which {@link ConvTile} reads them: {@code [output/PANEL][r][s*input][PANEL]}, with
 * zeros where the last panel has no output channels left; behind them the bias, padded in the same way. Packed at each
 * call: small beside the work that follows.
 */
final class WeightPanels implements AutoCloseable {
    private final ScratchPool.Lease lease;
    private final int outputs;
    private final int taps;

    private WeightPanels(ScratchPool pool, int outputs, int taps) {
        this.outputs = outputs;
        this.taps = taps;
        this.lease = pool.lend((long) Lanes.paneled(outputs) * (taps + 1));
    }

    /** The weights {@code [k,r,s,c]} of the forward pass: outputs are k, inputs c. */
    static WeightPanels forward(ScratchPool pool, Conv2dSpec spec, HostBuffer w, @Nullable HostBuffer b) {
        int taps = spec.r() * spec.s() * spec.c();
        WeightPanels panels = new WeightPanels(pool, spec.k(), taps);
        float[] packed = panels.floats();
        for (int k = 0; k < Lanes.paneled(spec.k()); k++) {
            int panel = panels.weights(k) + k % PANEL;
            for (int tap = 0; tap < taps; tap++) {
                packed[panel + tap * PANEL] = k < spec.k() ? w.floats()[w.offset() + k * taps + tap] : 0;
            }
        }
        panels.setBias(b);
        return panels;
    }

    /** The weights of the data gradient: the kernel turned by half a circle, outputs are c, inputs k; the bias is 0. */
    static WeightPanels backward(ScratchPool pool, Conv2dSpec spec, HostBuffer w) {
        WeightPanels panels = new WeightPanels(pool, spec.c(), spec.r() * spec.s() * spec.k());
        float[] packed = panels.floats();
        for (int c = 0; c < Lanes.paneled(spec.c()); c++) {
            int panel = panels.weights(c) + c % PANEL;
            for (int r = 0; r < spec.r(); r++) {
                for (int s = 0; s < spec.s(); s++) {
                    for (int k = 0; k < spec.k(); k++) {
                        int turned = ((k * spec.r() + spec.r() - 1 - r) * spec.s() + spec.s() - 1 - s) * spec.c() + c;
                        int tap = (r * spec.s() + s) * spec.k() + k;
                        packed[panel + tap * PANEL] = c < spec.c() ? w.floats()[w.offset() + turned] : 0;
                    }
                }
            }
        }
        panels.setBias(null);
        return panels;
    }

    private void setBias(@Nullable HostBuffer b) {
        Arrays.fill(floats(), bias(0), bias(Lanes.paneled(outputs)), 0f);
        if (b != null) {
            System.arraycopy(b.floats(), b.offset(), floats(), bias(0), outputs);
        }
    }

    /** The array of weights and bias. */
    float[] floats() {
        return lease.floats();
    }

    /** Where the panel of an output channel begins. */
    int weights(int output) {
        return lease.offset() + output / PANEL * taps * PANEL;
    }

    /** Where the bias of an output channel lies. */
    int bias(int output) {
        return lease.offset() + Lanes.paneled(outputs) * taps + output;
    }

    @Override
    public void close() {
        lease.close();
    }
}
