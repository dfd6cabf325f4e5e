package dev.menny.trainer.data;

import dev.menny.backend.Backend;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.Transfer;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Tensor;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Batches whose pictures are made on the host and sent as bytes, a quarter of what floats would be, beside what the device
 * computes: whichever thread loads the last picture of a batch starts sending it.
 *
 * @param pictures in the format, by index
 */
record ByteBatches(PictureFormat format, ByteSlots slots, IntFunction<Picture> pictures) implements BatchMaker {
    @Override
    public Pending begin(int[] labels) {
        return new PendingBytes(labels, slots.take());
    }

    private final class PendingBytes implements Pending {
        private final int[] labels;
        private final ByteSlots.Slot slot;
        private final byte[] bytes;
        private final AtomicInteger missing;
        private @Nullable Transfer transfer;

        PendingBytes(int[] labels, ByteSlots.Slot slot) {
            int length = labels.length * format.samples();
            this.labels = labels;
            this.slot = slot;
            // All of an array is sent, and the last batch of a pass may be smaller.
            this.bytes = slot.host().length == length ? slot.host() : new byte[length];
            this.missing = new AtomicInteger(labels.length);
        }

        @Override
        public void load(int place, int index) {
            byte[] picture = pictures.apply(index).pixels();
            System.arraycopy(picture, 0, bytes, place * format.samples(), picture.length);
            if (missing.decrementAndGet() == 0) {
                transfer = slots.send(bytes, slot);
            }
        }

        @Override
        public Batch ready() {
            slots.await(Objects.requireNonNull(transfer, "a batch is ready once its pictures are loaded"));
            return new ByteBatch(labels, slot.device().slice(0, bytes.length), format);
        }

        @Override
        public void giveBack() {
            slots.giveBack(slot);
        }
    }

    /** Bytes that lie on a device, to be made floats there. */
    private record ByteBatch(int[] labels, DeviceBuffer bytes, PictureFormat format) implements Batch {
        @Override
        public Tensor pixels(Scope scope) {
            Backend backend = scope.backend();
            Tensor pixels = scope.allocate(format.preprocessing().shape(size()));
            backend.kernels().bytesToFloats(bytes.length(), bytes, pixels.buffer());
            return pixels;
        }
    }
}
