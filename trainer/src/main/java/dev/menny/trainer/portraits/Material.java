package dev.menny.trainer.portraits;

/** What a surface looks like under the lights. */
interface Material {

    /**
     * One visible point.
     *
     * @param position its place in the world
     * @param normal of the surface, or the direction along a strand of hair
     * @param texture where on its surface it lies
     * @param openness how much of its surroundings it sees, in [0, 1]
     * @param reach the share of each lamp's light that reaches it, in [0, 1]
     */
    record Spot(Vec position, Vec normal, Vec texture, double openness, double[] reach) {}

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
