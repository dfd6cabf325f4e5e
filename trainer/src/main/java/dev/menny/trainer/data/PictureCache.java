package dev.menny.trainer.data;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Pictures decoded and brought to the format, kept up to a budget of bytes. Safe for many threads. */
final class PictureCache {
    private final List<LabeledImage> images;
    private final PictureFormat format;
    private final AtomicReferenceArray<@Nullable Picture> kept;
    private final AtomicLong bytesLeft;

    PictureCache(List<LabeledImage> images, PictureFormat format, long budget) {
        this.images = images;
        this.format = format;
        this.kept = new AtomicReferenceArray<>(images.size());
        this.bytesLeft = new AtomicLong(budget);
    }

    Picture get(int index) {
        Picture cached = kept.get(index);
        if (cached != null) {
            return cached;
        }
        Picture picture = format.fit(PictureReader.read(images.get(index).file()));
        keep(index, picture);
        return picture;
    }

    private void keep(int index, Picture picture) {
        int bytes = picture.pixels().length;
        if (bytesLeft.addAndGet(-bytes) < 0 || !kept.compareAndSet(index, null, picture)) {
            bytesLeft.addAndGet(bytes);
        }
    }
}
