package dev.menny.backend.host;

import dev.menny.backend.AdamWSpec;
import dev.menny.backend.AffineSpec;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DropoutSpec;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Kernels;
import dev.menny.backend.LinearSpec;
import dev.menny.backend.Pool2dSpec;
import dev.menny.backend.SampleSpec;
import dev.menny.backend.Scratch;
import dev.menny.backend.SgdSpec;
import dev.menny.backend.SoftmaxSpec;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a CPU backend that wait for memory rather than for arithmetic: plain loops that the JIT compiler
 * vectorises, so every CPU backend inherits them and adds convolution and linear layers. Results have the same bits
 * whatever the number of threads, interpreted or compiled.
 */
public abstract class LoopKernels implements Kernels {
    private final ThreadTeam team;
    private final ScratchPool pool;
    private final SquareSums squareSums;

    /**
     * Kernels that compute on a team and borrow from a pool.
     *
     * @param team the threads that share the work
     * @param pool where operations borrow memory
     */
    protected LoopKernels(ThreadTeam team, ScratchPool pool) {
        this.team = team;
        this.pool = pool;
        this.squareSums = new SquareSums(team);
    }

    /** The threads that share the work. */
    protected final ThreadTeam team() {
        return team;
    }

    /** Where operations borrow memory. */
    protected final ScratchPool pool() {
        return pool;
    }

    @Override
    public Scratch scratch(long length) {
        return pool.lend(length);
    }

    @Override
    public void reluPoolForward(Pool2dSpec spec, DeviceBuffer x, DeviceBuffer y, @Nullable DeviceBuffer mask) {
        ReluPoolLoops.forward(
                team, spec, HostBuffer.of(x), HostBuffer.of(y), mask == null ? null : HostBuffer.of(mask));
    }

    @Override
    public void reluPoolBackward(Pool2dSpec spec, DeviceBuffer mask, DeviceBuffer dy, GradientBuffer dx) {
        ReluPoolLoops.backward(team, spec, HostBuffer.of(mask), HostBuffer.of(dy), dx);
    }

    @Override
    public void pool2dForward(Pool2dSpec spec, DeviceBuffer x, DeviceBuffer y) {
        PoolLoops.forward(team, spec, HostBuffer.of(x), HostBuffer.of(y));
    }

    @Override
    public void pool2dBackward(Pool2dSpec spec, DeviceBuffer x, DeviceBuffer dy, GradientBuffer dx) {
        PoolLoops.backward(team, spec, HostBuffer.of(x), HostBuffer.of(dy), dx);
    }

    @Override
    public void reluForward(long length, DeviceBuffer x, DeviceBuffer y) {
        ElementLoops.reluForward(team, pool, length, HostBuffer.of(x), HostBuffer.of(y));
    }

    @Override
    public void reluBackward(long length, DeviceBuffer y, DeviceBuffer dy, GradientBuffer dx) {
        ElementLoops.reluBackward(team, pool, length, HostBuffer.of(y), HostBuffer.of(dy), dx);
    }

    @Override
    public void affine(AffineSpec spec, DeviceBuffer x, GradientBuffer y) {
        ElementLoops.affine(team, pool, spec, HostBuffer.of(x), y);
    }

    @Override
    public void dropout(DropoutSpec spec, DeviceBuffer x, GradientBuffer y) {
        ElementLoops.dropout(team, pool, spec, HostBuffer.of(x), y);
    }

    @Override
    public void softmax(SoftmaxSpec spec, DeviceBuffer logits, DeviceBuffer probabilities) {
        LossLoops.softmax(spec, HostBuffer.of(logits), HostBuffer.of(probabilities));
    }

    @Override
    public void softmaxCrossEntropyForward(
            SoftmaxSpec spec,
            DeviceBuffer logits,
            DeviceBuffer labels,
            DeviceBuffer shares,
            DeviceBuffer probabilities,
            DeviceBuffer loss) {
        LossLoops.forward(
                spec,
                HostBuffer.of(logits),
                HostBuffer.of(labels),
                HostBuffer.of(shares),
                HostBuffer.of(probabilities),
                HostBuffer.of(loss));
    }

    @Override
    public void softmaxCrossEntropyBackward(
            SoftmaxSpec spec,
            DeviceBuffer probabilities,
            DeviceBuffer labels,
            DeviceBuffer shares,
            DeviceBuffer dloss,
            GradientBuffer dlogits) {
        LossLoops.backward(
                spec,
                HostBuffer.of(probabilities),
                HostBuffer.of(labels),
                HostBuffer.of(shares),
                HostBuffer.of(dloss),
                dlogits);
    }

    @Override
    public double sumOfSquares(DeviceBuffer g) {
        return squareSums.of(HostBuffer.of(g));
    }

    @Override
    public double outerSumOfSquares(LinearSpec spec, DeviceBuffer x, DeviceBuffer dy) {
        return squareSums.ofOuter(spec, HostBuffer.of(x), HostBuffer.of(dy));
    }

    @Override
    public void adamW(AdamWSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer m, DeviceBuffer v) {
        OptimizerLoops.adamW(team, pool, spec, HostBuffer.of(w), HostBuffer.of(g), HostBuffer.of(m), HostBuffer.of(v));
    }

    @Override
    public void sgd(SgdSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer velocity) {
        OptimizerLoops.sgd(team, pool, spec, HostBuffer.of(w), HostBuffer.of(g), HostBuffer.of(velocity));
    }

    @Override
    public void bytesToFloats(long length, DeviceBuffer bytes, DeviceBuffer y) {
        SampleLoops.bytesToFloats(team, length, HostBuffer.of(bytes), HostBuffer.of(y));
    }

    @Override
    public void sample(
            SampleSpec spec,
            DeviceBuffer pictures,
            DeviceBuffer placements,
            @Nullable DeviceBuffer colours,
            DeviceBuffer y) {
        SampleLoops.sample(
                team,
                spec,
                HostBuffer.of(pictures),
                HostBuffer.of(placements),
                colours == null ? null : HostBuffer.of(colours),
                HostBuffer.of(y));
    }
}
