package dev.menny.trainer.model;

/**
 * How well one class is told from the others; or, as a mean over classes, all of them.
 *
 * @param precision share of the pictures called this class that are of it; NaN if none was called so
 * @param recall share of the pictures of this class that were called it; NaN if there are none
 * @param f1 harmonic mean of precision and recall, 0 where none was recognised; NaN if there are no pictures of this
 *     class and none was called so
 */
public record ClassScore(double precision, double recall, double f1) {}
