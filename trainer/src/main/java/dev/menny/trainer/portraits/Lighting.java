package dev.menny.trainer.portraits;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A photographer's set-up, before it falls on anything.
 *
 * @param key direction of the main lamp
 * @param keyColour its colour and strength
 * @param softness width of its shadows' edges
 * @param fill direction of the lamp that lightens the shadows
 * @param fillColour its colour and strength
 * @param rim direction of the lamp behind the sitter
 * @param rimColour its colour and strength
 * @param ambient light from all around
 */
record Lighting(
        Vec key, Rgb keyColour, double softness, Vec fill, Rgb fillColour, Vec rim, Rgb rimColour, double ambient) {

    static Lighting random(Random random) {
        double side = random.nextBoolean() ? 1 : -1;
        double azimuth = side * (0.1 + 1.15 * random.nextDouble());
        double strength = 0.85 + 0.65 * random.nextDouble();
        Rgb warmth = warmth(random, 0.12);
        Rgb rim = warmth(random, 0.3).times(random.nextInt(4) == 0 ? 0 : 0.5 + 1.1 * random.nextDouble());
        double fill = 0.1 + 0.3 * random.nextDouble();
        return new Lighting(
                towards(azimuth, 0.1 + 0.8 * random.nextDouble()),
                warmth.times(strength),
                0.08 + 0.1 * random.nextDouble(),
                towards(-side * (0.5 + 0.5 * random.nextDouble()), 0.1),
                warmth(random, 0.2).times(fill),
                towards(-side * (2.1 + 0.6 * random.nextDouble()), 0.25 + 0.5 * random.nextDouble()),
                rim,
                0.14 + 0.2 * random.nextDouble());
    }

    private static Rgb warmth(Random random, double spread) {
        double warm = spread * (2 * random.nextDouble() - 1);
        return new Rgb(1 + warm, 1, 1 - warm);
    }

    private static Vec towards(double azimuth, double elevation) {
        double level = StrictMath.cos(elevation);
        return new Vec(level * StrictMath.sin(azimuth), StrictMath.sin(elevation), level * StrictMath.cos(azimuth));
    }

    LightRig over(Mesh mesh, Vec eye) {
        List<LightRig.Lamp> lamps = new ArrayList<>();
        lamps.add(new LightRig.Lamp(key, keyColour, new ShadowMap(mesh, key, softness)));
        lamps.add(new LightRig.Lamp(fill, fillColour, null));
        if (rimColour.g() > 0) {
            lamps.add(new LightRig.Lamp(rim, rimColour, new ShadowMap(mesh, rim, 0.05)));
        }
        return new LightRig(
                eye, lamps, new Rgb(1, 1, 1.04).times(ambient), new Rgb(1.04, 1, 0.96).times(0.6 * ambient));
    }
}
