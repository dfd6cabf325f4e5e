package dev.menny.trainer.data;

import dev.menny.backend.Backend;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.Placement;
import dev.menny.backend.SampleSpec;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Batches that a device makes of pictures that it holds: what is sent are some numbers a picture.
 *
 * @param views in the format, by index
 * @param stages changes of colour that a view has at most
 */
record SampledBatches(PictureFormat format, DeviceBuffer pictures, int stages, IntFunction<View> views)
        implements BatchMaker {
    @Override
    public Pending begin(int[] labels) {
        return new PendingViews(labels);
    }

    private final class PendingViews implements Pending {
        private final int[] labels;
        private final SampleSpec spec;
        private final int[] placements;
        private final float[] colours;

        PendingViews(int[] labels) {
            this.labels = labels;
            this.spec = new SampleSpec(
                    labels.length, format.height(), format.width(), format.channels(), stages, Pixels.MID_GREY / 255f);
            this.placements = new int[labels.length * Placement.INTS];
            this.colours = new float[spec.coloursLength()];
        }

        @Override
        public void load(int place, int index) {
            View view = views.apply(index);
            view.placement().write(placements, place);
            List<ColourStage> changes = view.colours();
            for (int stage = 0; stage < stages; stage++) {
                // A change that was not drawn this time leaves the pixels as they are.
                ColourStage change =
                        stage < changes.size() ? changes.get(stage) : ColourStage.identity(format.channels());
                change.write(colours, (place * stages + stage) * spec.stageLength());
            }
        }

        @Override
        public Batch ready() {
            return new SampledBatch(labels, spec, pictures, placements, colours);
        }

        @Override
        public void giveBack() {
            // Some numbers a picture are not worth keeping.
        }
    }

    /** A batch that is made as it is asked for. */
    private record SampledBatch(int[] labels, SampleSpec spec, DeviceBuffer pictures, int[] placements, float[] colours)
            implements Batch {
        @Override
        public Tensor pixels(Scope scope) {
            Backend backend = scope.backend();
            Tensor pixels = scope.allocate(Shape.of(spec.n(), spec.h(), spec.w(), spec.c()));
            DeviceBuffer matrices = colours.length == 0
                    ? null
                    : scope.exactTensor(Shape.of(colours.length), colours).buffer();
            backend.kernels().sample(spec, pictures, scope.ints(placements), matrices, pixels.buffer());
            return pixels;
        }
    }
}
