package dev.menny.trainer.data;

/** Height and width of a picture file in pixels, as its header states them. */
public record PictureSize(int height, int width) {}
