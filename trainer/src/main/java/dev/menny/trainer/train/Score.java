package dev.menny.trainer.train;

/**
 * How well a model did on some pictures.
 *
 * @param loss mean over the pictures, in nats
 * @param accuracy share of the pictures that got their right class, in [0, 1]
 */
public record Score(double loss, double accuracy) {}
