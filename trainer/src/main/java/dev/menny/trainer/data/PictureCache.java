package dev.menny.trainer.data;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Pictures decoded and brought to the format. As many as fit into the budget are kept, the first of the list: a newest-used
 * rule would throw out each picture just before its turn comes again. Safe for many threads.
 */
final class PictureCache {
    private final List<LabeledImage> images;
    private final PictureFormat format;
    private final AtomicReferenceArray<@Nullable Picture> kept;

    /** A cache of at most {@code budget} bytes; of none where the budget is below one picture. */
    PictureCache(List<LabeledImage> images, PictureFormat format, long budget) {
        this.images = images;
        this.format = format;
        this.kept = new AtomicReferenceArray<>(Math.clamp(budget / format.samples(), 0, images.size()));
    }

    Picture get(int index) {
        if (index >= kept.length()) {
            return load(index);
        }
        Picture picture = kept.get(index);
        if (picture == null) {
            picture = load(index);
            kept.set(index, picture);
        }
        return picture;
    }

    private Picture load(int index) {
        return format.fit(PictureReader.read(images.get(index).file()));
    }
}
