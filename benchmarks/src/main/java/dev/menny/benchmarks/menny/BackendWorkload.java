package dev.menny.benchmarks.menny;

import dev.menny.backend.Backend;
import dev.menny.benchmarks.workload.Workload;

/** Work of a backend: begun without waiting, done when the device says so. */
abstract class BackendWorkload implements Workload {
    final Backend backend;

    BackendWorkload(Backend backend) {
        this.backend = backend;
    }

    @Override
    public void run() {
        begin();
        finish();
    }

    @Override
    public abstract void begin();

    @Override
    public final void finish() {
        backend.synchronize();
    }
}
