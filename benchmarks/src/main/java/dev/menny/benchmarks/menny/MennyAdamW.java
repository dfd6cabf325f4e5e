package dev.menny.benchmarks.menny;

import dev.menny.backend.AdamWSpec;
import dev.menny.backend.Backend;
import dev.menny.backend.DeviceBuffer;
import dev.menny.benchmarks.workload.AdamWWork;
import dev.menny.optim.AdamW;

/** Menny's AdamW over one flat run. */
final class MennyAdamW extends BackendWorkload {
    // As if in the middle of a training: the corrections do not matter for speed.
    private static final long STEP = 100;

    private final Buffers buffers;
    private final AdamWSpec spec = new AdamWSpec(
            AdamWWork.LEARNING_RATE, AdamW.BETA1, AdamW.BETA2, AdamW.EPSILON, AdamWWork.WEIGHT_DECAY, STEP);
    private final DeviceBuffer w;
    private final DeviceBuffer g;
    private final DeviceBuffer m;
    private final DeviceBuffer v;

    MennyAdamW(Backend backend, AdamWWork work) {
        super(backend);
        this.buffers = new Buffers(backend);
        // Moments of a constant gradient: they stay where they are, far from the slow denormal numbers.
        this.w = buffers.filled(work.parameters(), 1f);
        this.g = buffers.filled(work.parameters(), 0.1f);
        this.m = buffers.filled(work.parameters(), 0.1f);
        this.v = buffers.filled(work.parameters(), 0.01f);
    }

    @Override
    public void begin() {
        backend.kernels().adamW(spec, w, g, m, v);
    }

    @Override
    public void close() {
        buffers.close();
    }
}
