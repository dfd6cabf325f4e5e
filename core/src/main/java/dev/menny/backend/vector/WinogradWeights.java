package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.PANEL;
import static dev.menny.backend.vector.Lanes.load;
import static dev.menny.backend.vector.WinogradTransform.IN;
import static dev.menny.backend.vector.WinogradTransform.POINTS;

import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;
import jdk.incubator.vector.FloatVector;

/**
 * Filters in Winograd's domain, {@code [outputs/PANEL][POINTS][inputs][PANEL]}, made from {@link WeightPanels}; and the
 * way back, for their gradients.
 */
final class WinogradWeights implements AutoCloseable {
    private static final int TAPS = 3;

    private final ScratchPool.Lease lease;
    private final int inputs;

    private WinogradWeights(ScratchPool pool, int inputs, int outputs) {
        this.inputs = inputs;
        this.lease = pool.lend(length(inputs, outputs));
    }

    /** Floats of the points. */
    static int length(int inputs, int outputs) {
        return Lanes.paneled(outputs) * POINTS * inputs;
    }

    /** {@code u = G g G'} of all filters. */
    static WinogradWeights of(ThreadTeam team, ScratchPool pool, int inputs, int outputs, WeightPanels panels) {
        WinogradWeights weights = new WinogradWeights(pool, inputs, outputs);
        team.run(Lanes.paneled(outputs) / PANEL, panel -> {
            try (ScratchPool.Lease half = pool.lend(IN * TAPS * L)) {
                int from = panels.weights(panel * PANEL);
                int to = weights.point(panel * PANEL, 0);
                for (int i = 0; i < inputs * PANEL; i += L) {
                    points(panels.floats(), from + i, weights.floats(), to + i, inputs * PANEL, half);
                }
            }
        });
        return weights;
    }

    /** The array of the points. */
    float[] floats() {
        return lease.floats();
    }

    /** Where point p of an output channel's panel begins. */
    int point(int output, int p) {
        return lease.offset() + (output / PANEL * POINTS + p) * inputs * PANEL;
    }

    @Override
    public void close() {
        lease.close();
    }

    private static void points(float[] g, int from, float[] u, int to, int ld, ScratchPool.Lease space) {
        float[] half = space.floats();
        int ho = space.offset();
        for (int s = 0; s < TAPS; s++) {
            FloatVector g0 = load(g, from + s * ld);
            FloatVector g1 = load(g, from + (TAPS + s) * ld);
            FloatVector g2 = load(g, from + (2 * TAPS + s) * ld);
            store(g0, g1, g2, half, ho + s * L, TAPS * L);
        }
        for (int i = 0; i < IN; i++) {
            int row = ho + i * TAPS * L;
            store(load(half, row), load(half, row + L), load(half, row + 2 * L), u, to + i * IN * ld, ld);
        }
    }

    /** The six elements of G times a column. */
    private static void store(FloatVector g0, FloatVector g1, FloatVector g2, float[] to, int at, int ld) {
        FloatVector near = g0.add(g2).mul(-1f / 6);
        FloatVector nearOdd = g1.mul(1f / 6);
        FloatVector far = g0.mul(1f / 24).add(g2.mul(1f / 6));
        FloatVector farOdd = g1.mul(1f / 12);
        g0.mul(0.25f).intoArray(to, at);
        near.sub(nearOdd).intoArray(to, at + ld);
        near.add(nearOdd).intoArray(to, at + 2 * ld);
        far.add(farOdd).intoArray(to, at + 3 * ld);
        far.sub(farOdd).intoArray(to, at + 4 * ld);
        g2.intoArray(to, at + 5 * ld);
    }

    /**
     * {@code g = G' u G} of one vector, the inverse direction, for gradients.
     *
     * @param u point p lies at {@code from + p * ldu}
     * @param g receives tap t at {@code to + t * ldg}
     * @param space {@code TAPS * IN} vectors
     */
    static void toTaps(float[] u, int from, int ldu, float[] g, int to, int ldg, ScratchPool.Lease space) {
        float[] half = space.floats();
        int ho = space.offset();
        for (int j = 0; j < IN; j++) {
            gather(u, from + j * ldu, IN * ldu, half, ho + j * L, IN * L);
        }
        for (int r = 0; r < TAPS; r++) {
            gather(half, ho + r * IN * L, L, g, to + r * TAPS * ldg, ldg);
        }
    }

    /** The three elements of G transposed times a column. */
    private static void gather(float[] u, int from, int ldu, float[] g, int to, int ldg) {
        FloatVector u1 = load(u, from + ldu);
        FloatVector u2 = load(u, from + 2 * ldu);
        FloatVector u3 = load(u, from + 3 * ldu);
        FloatVector u4 = load(u, from + 4 * ldu);
        FloatVector near = u1.add(u2);
        FloatVector far = u3.add(u4);
        load(u, from).mul(0.25f).sub(near.mul(1f / 6)).add(far.mul(1f / 24)).intoArray(g, to);
        u2.sub(u1).mul(1f / 6).add(u3.sub(u4).mul(1f / 12)).intoArray(g, to + ldg);
        load(u, from + 5 * ldu).add(far.sub(near).mul(1f / 6)).intoArray(g, to + 2 * ldg);
    }
}
