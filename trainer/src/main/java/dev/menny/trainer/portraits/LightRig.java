package dev.menny.trainer.portraits;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All light that falls on the scene.
 *
 * @param eye where the viewer is
 * @param lights the lamps
 * @param above ambient light from above
 * @param below ambient light from below
 */
record LightRig(Vec eye, List<Lamp> lights, Rgb above, Rgb below) {

    /** A far lamp; without a shadow map it shines through everything, as a soft fill light seems to. */
    record Lamp(Vec towards, Rgb colour, @Nullable ShadowMap shadows) {

        private double visibility(Vec point) {
            return shadows == null ? 1 : shadows.visibility(point);
        }
    }

    Vec toEye(Vec point) {
        return eye.minus(point).unit();
    }

    /** The share of each lamp's light that reaches a point. */
    double[] reach(Vec point) {
        double[] reach = new double[lights.size()];
        for (int i = 0; i < reach.length; i++) {
            reach[i] = lights.get(i).visibility(point);
        }
        return reach;
    }

    Rgb ambient(Vec normal, double openness) {
        return below.towards(above, 0.5 + 0.5 * normal.y()).times(openness);
    }

    /** Light on a dull surface; {@code wrap} lets it reach beyond the terminator, as in skin and cloth. */
    Rgb diffuse(Material.Spot spot, Vec normal, double wrap) {
        Rgb sum = ambient(normal, spot.openness());
        double open = 0.4 + 0.6 * spot.openness();
        for (int i = 0; i < spot.reach().length; i++) {
            Lamp lamp = lights.get(i);
            double facing = (normal.dot(lamp.towards) + wrap) / (1 + wrap);
            if (facing > 0) {
                sum = sum.plus(lamp.colour.times(facing * open * spot.reach()[i]));
            }
        }
        return sum;
    }

    /** Mirror-like highlights: the exponent is 2^doublings. */
    Rgb highlight(Material.Spot spot, Vec normal, int doublings) {
        Vec toEye = toEye(spot.position());
        Rgb sum = Rgb.BLACK;
        for (int i = 0; i < spot.reach().length; i++) {
            Lamp lamp = lights.get(i);
            double shine = Curves.sharpen(normal.dot(lamp.towards.plus(toEye).unit()), doublings);
            if (shine > 1e-3 && normal.dot(lamp.towards) > 0) {
                sum = sum.plus(lamp.colour.times(shine * spot.reach()[i]));
            }
        }
        return sum;
    }
}
