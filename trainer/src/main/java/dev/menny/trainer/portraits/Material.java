package dev.menny.trainer.portraits;

/** What a surface looks like under the lights. */
interface Material {

    /** One visible point: its place and normal in the world, texture coordinates, and open sky in [0, 1]. */
    record Spot(Vec position, Vec normal, Vec texture, double openness) {}

    Rgb shade(Spot spot, LightRig lights);

    /** Whether {@link #cutOut} can ever be true: asked first, because it is asked for every pixel. */
    default boolean hasCutOuts() {
        return false;
    }

    /** Whether the surface is open at this texture coordinate, as skin is between the eyelids. */
    default boolean cutOut(Vec texture) {
        return false;
    }
}
