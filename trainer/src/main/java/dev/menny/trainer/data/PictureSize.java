package dev.menny.trainer.data;

/** Height and width of a picture in pixels, held upright. */
public record PictureSize(int height, int width) {}
