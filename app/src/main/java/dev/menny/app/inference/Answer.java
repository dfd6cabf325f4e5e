package dev.menny.app.inference;

import dev.menny.io.Prediction;
import dev.menny.trainer.data.PictureSize;
import dev.menny.trainer.data.Region;

/**
 * What a picture shows.
 *
 * @param prediction the classes and their probabilities
 * @param picture size of the upright picture, in pixels
 * @param region the part of it that the model looked at
 * @param milliseconds of decoding and computing; waiting does not count
 */
public record Answer(Prediction prediction, PictureSize picture, Region region, double milliseconds) {}
