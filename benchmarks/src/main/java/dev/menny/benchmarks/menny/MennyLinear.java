package dev.menny.benchmarks.menny;

import static dev.menny.backend.GradientBuffer.overwrite;

import dev.menny.backend.Backend;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Kernels;
import dev.menny.backend.LinearSpec;
import dev.menny.benchmarks.workload.LinearWork;

/** One fully connected layer of Menny. Only what the pass needs is allocated: the weights alone may take 1 GiB. */
final class MennyLinear extends BackendWorkload {
    private final Buffers buffers;
    private final Runnable pass;

    MennyLinear(Backend backend, LinearWork work) {
        super(backend);
        this.buffers = new Buffers(backend);
        Kernels kernels = backend.kernels();
        LinearSpec spec = new LinearSpec(work.n(), work.in(), work.out());
        long inputs = (long) work.n() * work.in();
        long outputs = (long) work.n() * work.out();
        this.pass = switch (work.pass()) {
            case FORWARD -> {
                DeviceBuffer x = buffers.input(inputs);
                DeviceBuffer w = buffers.weights(work.weightLength(), work.in());
                DeviceBuffer b = buffers.floats(work.out());
                DeviceBuffer y = buffers.activations(outputs);
                yield () -> kernels.linearForward(spec, x, w, b, y);
            }
            case BACKWARD_DATA -> {
                DeviceBuffer dy = buffers.input(outputs);
                DeviceBuffer w = buffers.weights(work.weightLength(), work.in());
                GradientBuffer dx = overwrite(buffers.activations(inputs));
                yield () -> kernels.linearBackwardData(spec, dy, w, dx);
            }
            case BACKWARD_FILTER -> {
                DeviceBuffer x = buffers.input(inputs);
                DeviceBuffer dy = buffers.input(outputs);
                GradientBuffer dw = overwrite(buffers.floats(work.weightLength()));
                GradientBuffer db = overwrite(buffers.floats(work.out()));
                yield () -> kernels.linearBackwardFilter(spec, x, dy, dw, db);
            }
        };
    }

    @Override
    public void begin() {
        pass.run();
    }

    @Override
    public void close() {
        buffers.close();
    }
}
