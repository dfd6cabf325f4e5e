package dev.menny.cuda;

import dev.menny.backend.Transfer;
import dev.menny.cuda.driver.Event;
import dev.menny.cuda.driver.PinnedMemory;
import dev.menny.cuda.driver.Stream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Copies to the device on a stream of their own, beside what is computed. */
final class AheadUploads implements AutoCloseable {
    private final CommandQueue queue;
    private final Stream compute;
    private final Stream copies = new Stream();
    private final Event computed = new Event();
    private final Deque<Lane> idle = new ArrayDeque<>();
    private final List<Lane> all = new ArrayList<>();

    /** Pinned memory for one copy at a time. */
    private static final class Lane implements AutoCloseable {
        private PinnedMemory memory;
        private final Event arrived = new Event();

        Lane(int bytes) {
            memory = new PinnedMemory(bytes);
        }

        void makeRoom(int bytes) {
            if (memory.size() < bytes) {
                memory.close();
                memory = new PinnedMemory(bytes);
            }
        }

        @Override
        public void close() {
            memory.close();
            arrived.close();
        }
    }

    AheadUploads(CommandQueue queue, Stream compute) {
        this.queue = queue;
        this.compute = compute;
    }

    Transfer start(byte[] source, CudaBuffer destination) {
        if (source.length == 0) {
            return () -> {};
        }
        Lane lane = queue.exclusively(() -> take(source.length));
        // The slow part, outside of the lock: the device may be given work meanwhile.
        lane.memory.bytes().put(0, source);
        queue.exclusively(() -> {
            queue.flush();
            computed.record(compute);
            copies.await(computed); // whatever still reads what lay there before
            copies.copyIn(lane.memory, 0, destination.pointer(), source.length);
            lane.arrived.record(copies);
        });
        return new Transfer() {
            private boolean awaited;

            @Override
            public void await() {
                queue.exclusively(() -> {
                    if (!awaited) {
                        awaited = true;
                        compute.await(lane.arrived);
                        idle.add(lane);
                    }
                });
            }
        };
    }

    /** A lane whose last copy is done. */
    private Lane take(int bytes) {
        Lane lane = idle.poll();
        if (lane == null) {
            Lane fresh = new Lane(bytes);
            all.add(fresh);
            return fresh;
        }
        lane.arrived.synchronize();
        lane.makeRoom(bytes);
        return lane;
    }

    @Override
    public void close() {
        copies.synchronize();
        all.forEach(Lane::close);
        copies.close();
        computed.close();
    }
}
