package dev.menny.trainer.data;

import java.util.List;

/**
 * What is kept of a picture in order to augment it again and again: all of a photograph's megapixels would be a waste of
 * memory and time for a network that sees 128x128.
 *
 * <p>A copy's size depends on the picture's size, the format and the augmentations alone: of the pixels that the model
 * sees, each side has twice as many, or as many as the closest crop needs. Smaller pictures stay as they are.
 */
record WorkingCopy(PictureFormat format, List<Augmentation> augmentations) {
    private static final double OVERSAMPLING = 2;

    Picture of(Picture picture) {
        Picture coloured = picture.withChannels(format.channels());
        PictureSize size = size(new PictureSize(picture.height(), picture.width()));
        return Resize.to(coloured, size.height(), size.width());
    }

    PictureSize size(PictureSize picture) {
        double down = picture.height() / needed(format.height());
        double across = picture.width() / needed(format.width());
        double scale = Math.min(down, across);
        return scale > 1
                ? new PictureSize((int) Math.ceil(picture.height() / scale), (int) Math.ceil(picture.width() / scale))
                : picture;
    }

    private double needed(int target) {
        double needed = target / format.centre();
        for (Augmentation step : augmentations.reversed()) {
            needed = step.pixelsNeeded(needed);
        }
        return Math.max(needed, OVERSAMPLING * target / format.centre());
    }
}
