package dev.menny.trainer.data;

import dev.menny.tensor.Scope;
import dev.menny.tensor.Tensor;
import java.util.function.IntFunction;

/**
 * Batches whose pictures are made on the host, as floats.
 *
 * @param pictures in the format, by index
 */
record FloatBatches(PictureFormat format, BufferPool buffers, IntFunction<Picture> pictures) implements BatchMaker {
    @Override
    public Pending begin(int[] labels) {
        return new PendingFloats(labels, buffers.take(labels.length * format.samples()));
    }

    private final class PendingFloats implements Pending {
        private final int[] labels;
        private final float[] values;

        PendingFloats(int[] labels, float[] values) {
            this.labels = labels;
            this.values = values;
        }

        @Override
        public void load(int place, int index) {
            pictures.apply(index).toFloats(values, place * format.samples());
        }

        @Override
        public Batch ready() {
            return new FloatBatch(labels, values, format);
        }

        @Override
        public void giveBack() {
            buffers.giveBack(values);
        }
    }

    /** Floats that are sent as they are asked for. */
    record FloatBatch(int[] labels, float[] values, PictureFormat format) implements Batch {
        @Override
        public Tensor pixels(Scope scope) {
            return scope.tensor(format.preprocessing().shape(size()), values);
        }
    }
}
