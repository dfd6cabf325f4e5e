package dev.menny.trainer.data;

/**
 * A part of an upright picture, in fractions of it: the whole is {@code (0, 0, 1, 1)}. It may reach beyond the picture.
 *
 * @param x of its left edge, from the picture's left edge on
 * @param y of its upper edge, from the picture's upper edge on
 * @param width above 0
 * @param height above 0
 */
public record Region(double x, double y, double width, double height) {}
