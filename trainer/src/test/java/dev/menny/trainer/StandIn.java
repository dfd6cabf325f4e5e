package dev.menny.trainer;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.Backends;
import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.DeviceMemoryException;
import dev.menny.backend.ForwardingMemory;
import dev.menny.backend.Kernels;
import dev.menny.backend.Precision;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Behaves as a GPU does where the trainer can tell: it says that it multiplies in TF32 unless asked otherwise, has memory of
 * its own, which may end, counts its steps and cannot be read within one. Its numbers are those of the reference.
 */
public final class StandIn implements Backend {
    public static final String NAME = "stand-in";
    public static final String DESCRIPTION = "stand-in (a pretended GPU)";

    private static volatile @Nullable StandIn latest;
    private static volatile long room = Long.MAX_VALUE;

    private final Backend inner = Backends.open("reference");
    private final DeviceMemory memory = new Memory(inner.memory());
    private final BackendOptions options;
    private int steps;
    private boolean inStep;

    private StandIn(BackendOptions options) {
        this.options = options;
    }

    static StandIn open(BackendOptions options) {
        StandIn opened = new StandIn(options);
        latest = opened;
        return opened;
    }

    /** The one that was opened last. */
    public static StandIn latest() {
        StandIn opened = latest;
        if (opened == null) {
            throw new AssertionError("no stand-in was opened");
        }
        return opened;
    }

    /** Runs something while blocks of more than so many elements find no room. */
    public static <T> T withRoom(long elements, Supplier<T> test) {
        room = elements;
        try {
            return test.get();
        } finally {
            room = Long.MAX_VALUE;
        }
    }

    /** What it was opened with. */
    public BackendOptions options() {
        return options;
    }

    /** Steps that it has made. */
    public int steps() {
        return steps;
    }

    private final class Memory extends ForwardingMemory {
        Memory(DeviceMemory inner) {
            super(inner);
        }

        @Override
        public boolean isOnHeap() {
            return false;
        }

        @Override
        public DeviceBuffer allocate(BufferKind kind, long length) {
            if (length > room) {
                throw new DeviceMemoryException("no room for %,d elements".formatted(length), "lower the batch");
            }
            return super.allocate(kind, length);
        }

        @Override
        public void download(DeviceBuffer source, float[] destination, int to, int count) {
            if (inStep) {
                throw new AssertionError("read within a step");
            }
            super.download(source, destination, to, count);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return DESCRIPTION;
    }

    @Override
    public DeviceMemory memory() {
        return memory;
    }

    @Override
    public Kernels kernels() {
        return inner.kernels();
    }

    @Override
    public Precision precision() {
        return options.precision() == Precision.AUTO ? Precision.TF32 : options.precision();
    }

    @Override
    public <T> T step(Supplier<T> body) {
        steps++;
        inStep = true;
        try {
            return body.get();
        } finally {
            inStep = false;
        }
    }

    @Override
    public void synchronize() {
        inner.synchronize();
    }

    @Override
    public void close() {
        inner.close();
    }
}
