package dev.menny.trainer.portraits;

/** Plain skin: ears and neck. */
record BareSkin(Rgb colour) implements Material {

    @Override
    public Rgb shade(Spot spot, LightRig lights) {
        return SkinMaterial.lit(colour, spot, spot.normal(), lights, 0.06);
    }
}
