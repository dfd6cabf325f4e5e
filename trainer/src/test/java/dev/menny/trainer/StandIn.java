package dev.menny.trainer;

import dev.menny.backend.BackendOptions;
import dev.menny.backend.Backends;
import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.DeviceMemoryException;
import dev.menny.backend.ForwardingMemory;
import dev.menny.backend.Precision;
import dev.menny.backend.SteppedBackend;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Behaves as a GPU does where the trainer can tell: it says that it multiplies in TF32 unless asked otherwise, has memory of
 * its own, which may end, counts its steps and cannot be read within one. Its numbers are those of the reference.
 */
public final class StandIn extends SteppedBackend {
    public static final String NAME = "stand-in";
    public static final String DESCRIPTION = "stand-in (a pretended GPU)";

    private static volatile @Nullable StandIn latest;
    private static volatile long room = Long.MAX_VALUE;

    private final DeviceMemory memory = new Limited(super.memory());
    private final BackendOptions options;

    private StandIn(BackendOptions options) {
        super(Backends.open("reference"));
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

    private static final class Limited extends ForwardingMemory {
        Limited(DeviceMemory inner) {
            super(inner);
        }

        @Override
        public DeviceBuffer allocate(BufferKind kind, long length) {
            if (length > room) {
                throw new DeviceMemoryException("no room for %,d elements".formatted(length), "lower the batch");
            }
            return super.allocate(kind, length);
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
    public Precision precision() {
        return options.precision() == Precision.AUTO ? Precision.TF32 : options.precision();
    }
}
