package dev.menny.trainer.portraits;

/** Hair after Kajiya and Kay (1989): light along a strand, not off a surface; normals are directions of strands. */
final class HairMaterial implements Material {

    private final Rgb colour;
    private final double gloss;
    private final Vec centre;

    /** {@code centre} is the middle of the head in the world: strands on its far side from a lamp are darker. */
    HairMaterial(Rgb colour, double gloss, Vec centre) {
        this.colour = colour;
        this.gloss = gloss;
        this.centre = centre;
    }

    @Override
    public Rgb shade(Spot spot, LightRig lights) {
        Vec strand = spot.normal();
        Vec outward = spot.position().minus(centre).unit();
        Vec toEye = lights.toEye(spot.position());
        double variation =
                0.76 + 0.14 * spot.texture().y() + 0.28 * spot.texture().z();
        Rgb albedo = colour.times(variation * (0.75 + 0.3 * spot.texture().x()));
        Rgb sum = albedo.times(lights.ambient(outward, 0.25 + 0.75 * spot.openness()))
                .times(0.9);
        for (int i = 0; i < spot.reach().length; i++) {
            LightRig.Lamp lamp = lights.lights().get(i);
            double seen = spot.reach()[i] * (0.3 + 0.7 * spot.openness());
            double facing = Curves.smooth(outward.dot(lamp.towards()), -0.5, 0.9);
            double body = acrossStrand(strand, lamp.towards()) * facing * seen;
            double half = acrossStrand(strand, lamp.towards().plus(toEye).unit());
            double shine = seen * facing * gloss;
            Rgb light = lamp.colour().times(body);
            sum = sum.plus(albedo.times(light));
            Rgb glow = albedo.towards(new Rgb(1, 1, 1), 0.35).times(0.35 * Curves.sharpen(half, 3));
            Rgb glint = new Rgb(1, 1, 1).times(0.22 * Curves.sharpen(half, 6));
            sum = sum.plus(lamp.colour().times(shine).times(glow.plus(glint)));
        }
        return sum;
    }

    /** The sine of the angle between a strand and a direction. */
    private static double acrossStrand(Vec strand, Vec direction) {
        double cosine = strand.dot(direction);
        return Math.sqrt(Math.max(0, 1 - cosine * cosine));
    }
}
