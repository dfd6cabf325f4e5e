package dev.menny.trainer.portraits;

import dev.menny.trainer.portraits.Outfit.Cut;
import dev.menny.trainer.portraits.Outfit.Pattern;

/** The cloth on the torso, and the skin that it leaves bare; texture is the point of the canonical torso. */
final class Fabric implements Material {

    private final Outfit outfit;
    private final Look look;
    private final Frame frame;

    Fabric(Outfit outfit, Look look, Frame frame) {
        this.outfit = outfit;
        this.look = look;
        this.frame = frame;
    }

    @Override
    public Rgb shade(Spot spot, LightRig lights) {
        Vec at = spot.texture();
        Cut cut = outfit.cut();
        boolean front = at.z() > -0.3;
        double beyond = Math.abs(at.x()) - (front ? cut.openAt(at.y()) : -1);
        if (beyond > 0) {
            return cloth(spot, outer(at, beyond), lights, outfit.gloss(), cut.knitted);
        }
        // The edge of the outer garment throws a soft shadow on what lies beneath.
        double shade = 1 - 0.45 * Curves.smooth(beyond, -0.09, 0);
        if (bare(at)) {
            return SkinMaterial.lit(look.skin().times(shade), spot, spot.normal(), lights, 0.06);
        }
        return cloth(spot, inner(at).times(shade), lights, 0.02, false);
    }

    private boolean bare(Vec at) {
        double side = at.x() * at.x();
        return switch (outfit.cut()) {
            case BLAZER -> at.y() > -1.95 + 1.5 * side + 1.3 * Math.abs(at.x());
            case JACKET, HOODIE -> at.y() > -1.62 + 0.8 * side;
            default -> false;
        };
    }

    private Rgb outer(Vec at, double beyond) {
        Rgb colour = outfit.main();
        Cut cut = outfit.cut();
        if (cut == Cut.TEE || cut == Cut.CARDIGAN || cut == Cut.BLAZER || cut == Cut.SWEATER) {
            colour = patterned(colour, at, outfit.pattern());
        }
        if (cut == Cut.CARDIGAN) {
            colour = colour.times(beyond < 0.11 && at.z() > 0 ? 0.78 : 1);
            colour = button(colour, at);
        }
        if (cut == Cut.BLAZER) {
            colour = lapel(colour, at, beyond);
        }
        if (cut == Cut.HOODIE) {
            colour = zip(colour, at);
        }
        return colour;
    }

    private Rgb inner(Vec at) {
        if (outfit.cut() == Cut.JACKET) {
            return patterned(outfit.inner(), at, outfit.pattern());
        }
        if (outfit.cut() == Cut.CARDIGAN) {
            double placket = Curves.smooth(Math.abs(Math.abs(at.x()) - 0.07), 0.012, 0.002);
            return outfit.inner().times(1 - 0.25 * placket);
        }
        return outfit.inner();
    }

    private Rgb patterned(Rgb ground, Vec at, Pattern pattern) {
        double x = at.x();
        double y = at.y();
        return switch (pattern) {
            case PLAIN -> ground;
            case STRIPES -> ground.towards(outfit.accent(), Curves.smooth(StrictMath.sin(y * 26), -0.25, 0.25));
            case CHECK ->
                ground.towards(
                        outfit.accent(),
                        0.25 * Curves.smooth(StrictMath.sin(x * 22), 0.7, 0.9)
                                + 0.25 * Curves.smooth(StrictMath.sin(y * 22), 0.7, 0.9));
            case BOLT -> at.z() > 0 && bolt(x, y + 2.05) ? outfit.accent() : ground;
            case STAR -> at.z() > 0 && star(x, y + 2.1) ? outfit.accent() : ground;
        };
    }

    private static boolean bolt(double x, double y) {
        double slant = x - 0.35 * y;
        boolean upper = y > -0.03 && y < 0.3 && slant > -0.16 && slant < 0.04;
        boolean lower = y <= 0.03 && y > -0.36 && slant < 0.14 && slant > -0.06 - 0.5 * y;
        return upper || lower;
    }

    private static boolean star(double x, double y) {
        double angle = StrictMath.atan2(x, y);
        double fifth = 2 * Math.PI / 5;
        double within = Math.abs(angle - fifth * Math.rint(angle / fifth));
        double radius = Math.sqrt(x * x + y * y);
        return radius * (StrictMath.cos(within) + 2.1 * StrictMath.sin(within)) < 0.34;
    }

    private Rgb button(Rgb ground, Vec at) {
        double spacing = 0.3;
        double y = at.y() + 2.45;
        double nearest = y - spacing * Math.min(0, Math.rint(y / spacing));
        double r = Math.sqrt(at.x() * at.x() + nearest * nearest);
        return at.z() > 0 ? ground.towards(outfit.accent(), Curves.smooth(r, 0.052, 0.044)) : ground;
    }

    private static Rgb lapel(Rgb ground, Vec at, double beyond) {
        double width = 0.3 * Curves.smooth(at.y(), -2.75, -1.75);
        boolean notch = Math.abs(at.y() + 1.72 - 0.25 * beyond) < 0.018 && beyond > 0.12 && beyond < width;
        double edge = Curves.bell(beyond - width, 0.014);
        double fold = at.z() > 0 && beyond < width ? 1.12 : 1;
        return at.z() > 0 ? ground.times(fold * (notch ? 0.4 : 1 - 0.6 * edge)) : ground;
    }

    private Rgb zip(Rgb ground, Vec at) {
        double x = Math.abs(at.x());
        if (at.z() < 0) {
            return ground;
        }
        double cord = Curves.bell(x - 0.2 - 0.03 * (at.y() + 1.7), 0.016) * Curves.smooth(at.y(), -2.25, -2.22);
        double teeth = Curves.bell(x, 0.014);
        return ground.towards(outfit.accent(), Math.max(cord, 0.7 * teeth))
                .times(1 - 0.3 * Curves.bell(x - 0.04, 0.01));
    }

    /** Cloth with soft folds that fall from the shoulders, ribbed where it is knitted. */
    private Rgb cloth(Spot spot, Rgb colour, LightRig lights, double gloss, boolean knitted) {
        Vec at = spot.texture();
        double fold = 0.16 * StrictMath.sin(7 * at.x() + 3.2 * at.y())
                + 0.1 * StrictMath.sin(-5 * at.x() + 8 * at.y() + 4 * at.z());
        double rib = knitted ? 0.3 * StrictMath.sin(70 * at.x()) : 0;
        Vec normal = spot.normal()
                .plus(frame.right().times(fold + rib))
                .plus(frame.up().times(0.6 * fold))
                .unit();
        double edge = Curves.sharpen(1 - Math.abs(normal.dot(lights.toEye(spot.position()))), 1);
        Rgb light = lights.diffuse(spot, normal, 0.2);
        Rgb fuzz = light.times(gloss > 0.1 ? 0 : 0.05 * edge);
        return colour.times(light)
                .plus(fuzz)
                .plus(lights.highlight(spot, normal, 4).times(gloss));
    }
}
