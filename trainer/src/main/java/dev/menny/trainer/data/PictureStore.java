package dev.menny.trainer.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decoded pictures of one training, for all its loaders. As many as fit into a number of bytes are kept, the first ones
 * asked for: a rule that prefers the latest would throw out each picture just before its turn comes again. The others
 * are decoded each time, and are the same whether they were kept or not. Safe for many threads.
 */
public final class PictureStore {
    private final PictureFormat format;
    private final List<Augmentation> augmentations;
    private final PictureFormat augmentedFormat;
    private final WorkingCopy workingCopy;
    private final AtomicLong room;
    private final Map<Key, Picture> kept = new ConcurrentHashMap<>();

    private record Key(Path file, boolean augmented) {}

    /**
     * An empty store.
     *
     * @param format what the model sees
     * @param augmentations what happens to the training pictures before they are brought to the format, in this order
     * @param bytes how much memory to fill with pictures, 0 for none
     */
    public PictureStore(PictureFormat format, List<Augmentation> augmentations, long bytes) {
        this.format = format;
        this.augmentations = List.copyOf(augmentations);
        this.augmentedFormat = format.withCentre(Math.min(1, format.centre() / keptShare(this.augmentations)));
        this.workingCopy = new WorkingCopy(format, this.augmentations);
        this.room = new AtomicLong(bytes);
    }

    /** Share of each side of a picture that is left after these steps. */
    public static double keptShare(List<Augmentation> augmentations) {
        return augmentations.stream().mapToDouble(Augmentation::keptShare).reduce(1, (a, b) -> a * b);
    }

    /** A quarter of the largest heap that this JVM may have: what pictures may take beside a model. */
    public static long defaultBytes() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    /** What the model sees. */
    public PictureFormat format() {
        return format;
    }

    /** What happens to training pictures, in order. */
    public List<Augmentation> augmentations() {
        return augmentations;
    }

    /** How many pictures are kept at present. */
    public int kept() {
        return kept.size();
    }

    /** True if the picture is kept as it is to be augmented. */
    boolean keeps(Path file) {
        return kept.containsKey(key(file, true));
    }

    /** The picture as it is to be augmented: in the format's channels, perhaps larger than the format. */
    Picture toAugment(Path file) {
        return get(key(file, true));
    }

    /**
     * An augmented picture in the format. A crop somewhere in the picture has taken the place of a look at its middle, so
     * the middle is not cut out once more.
     */
    Picture finished(Picture augmented) {
        return augmentedFormat.fit(augmented);
    }

    /** The same for a picture of which only the view has changed. */
    View finished(View augmented) {
        return augmentedFormat.fit(augmented);
    }

    /**
     * The picture in the format, nothing about it random.
     *
     * @throws DataException if it is not kept and cannot be read
     */
    public Picture fitted(Path file) {
        return get(key(file, false));
    }

    /**
     * Decodes a picture and keeps it as it will be asked for, if there is room.
     *
     * @return the size that it has in its file, held upright
     * @throws DataException if it cannot be read
     */
    PictureSize load(Path file, boolean augmented) {
        Picture picture = PictureReader.read(file);
        Key key = key(file, augmented);
        keep(key, prepared(key, picture));
        return new PictureSize(picture.height(), picture.width());
    }

    /** Where nothing is augmented, the picture in the format is all that anybody needs. */
    private Key key(Path file, boolean augmented) {
        return new Key(file, augmented && !augmentations.isEmpty());
    }

    private Picture get(Key key) {
        Picture picture = kept.get(key);
        if (picture == null) {
            picture = prepared(key, PictureReader.read(key.file()));
            keep(key, picture);
        }
        return picture;
    }

    private Picture prepared(Key key, Picture picture) {
        return key.augmented() ? workingCopy.of(picture) : format.fit(picture);
    }

    private void keep(Key key, Picture picture) {
        int bytes = picture.pixels().length;
        if (room.addAndGet(-bytes) < 0 || kept.putIfAbsent(key, picture) != null) {
            room.addAndGet(bytes);
        }
    }
}
