package dev.menny.io;

/** How a picture of other proportions is brought to the size that a model takes. */
public enum Fit {
    /** The middle of the picture, as large as the proportions allow; what lies outside is not seen. */
    CROP,
    /** The whole picture, each axis scaled by itself; round things become oval. */
    SQUASH,
    /** The whole picture in its own proportions, with bars of mid grey beside or above and below it. */
    PAD
}
