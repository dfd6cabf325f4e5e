package dev.menny.trainer.portraits;

import dev.menny.trainer.portraits.Outfit.Cut;
import dev.menny.trainer.portraits.Outfit.Pattern;
import java.util.Random;

/** Chooses clothes in each person's style, in colours as varied as the style allows. */
final class Wardrobe {

    private Wardrobe() {}

    static Outfit choose(Person person, Random random) {
        return switch (person) {
            case CWK -> older(random);
            case CODY -> rebellious(random);
            case PIPPA -> teenage(random);
            case RJ -> elegant(random);
        };
    }

    private static Outfit older(Random random) {
        Rgb main = any(random, 0.1, 0.75, 0.12, 0.75);
        Rgb shirt = any(random, 0.02, 0.5, 0.35, 0.97);
        Pattern pattern = random.nextInt(4) == 0 ? Pattern.STRIPES : Pattern.PLAIN;
        return new Outfit(Cut.CARDIGAN, main, shirt, any(random, 0.1, 0.6, 0.1, 0.5), pattern, 0.02);
    }

    private static Outfit rebellious(Random random) {
        Rgb main = any(random, 0.05, 0.9, 0.2, 0.95);
        Rgb shirt = any(random, 0, 0.9, 0.25, 1);
        Rgb accent = any(random, 0.7, 1, 0.7, 1);
        Pattern print = random.nextBoolean() ? Pattern.BOLT : Pattern.STAR;
        return switch (random.nextInt(4)) {
            case 0, 1 -> new Outfit(Cut.JACKET, main, shirt, accent, print, 0.4);
            case 2 -> new Outfit(Cut.HOODIE, main, shirt, accent, print, 0.02);
            default -> new Outfit(Cut.TEE, main, shirt, accent, print, 0.02);
        };
    }

    private static Outfit teenage(Random random) {
        Rgb main = cool(random, 0.1, 0.85, 0.25, 0.97);
        Rgb accent = any(random, 0, 0.7, 0.4, 1);
        return switch (random.nextInt(4)) {
            case 0 -> new Outfit(Cut.TEE, main, main, accent, Pattern.STRIPES, 0.02);
            case 1 -> new Outfit(Cut.HOODIE, main, accent, any(random, 0, 0.2, 0.7, 1), Pattern.PLAIN, 0.02);
            case 2 -> new Outfit(Cut.JACKET, denim(random), main, accent, Pattern.STRIPES, 0.03);
            default -> new Outfit(Cut.TEE, main, main, accent, Pattern.PLAIN, 0.02);
        };
    }

    private static Rgb denim(Random random) {
        return Rgb.hsb(0.58, 0.3 + 0.4 * random.nextDouble(), 0.25 + 0.5 * random.nextDouble());
    }

    private static Outfit elegant(Random random) {
        Rgb main = cool(random, 0.05, 0.85, 0.08, 0.8);
        Rgb blouse = any(random, 0, 0.5, 0.3, 1);
        if (random.nextInt(3) == 0) {
            return new Outfit(Cut.SWEATER, main, blouse, blouse, Pattern.PLAIN, 0.03);
        }
        Pattern pattern = random.nextInt(4) == 0 ? Pattern.CHECK : Pattern.PLAIN;
        return new Outfit(Cut.BLAZER, main, blouse, Rgb.of(0xE9D9A0), pattern, 0.05);
    }

    /** Two times in three from green over blue to violet: what goes with red and golden hair. */
    private static Rgb cool(Random random, double fromSaturation, double toSaturation, double dark, double bright) {
        double hue = random.nextInt(3) == 0 ? random.nextDouble() : 0.38 + 0.4 * random.nextDouble();
        return Rgb.hsb(hue, between(random, fromSaturation, toSaturation), between(random, dark, bright));
    }

    private static Rgb any(Random random, double fromSaturation, double toSaturation, double dark, double bright) {
        double hue = random.nextDouble();
        return Rgb.hsb(hue, between(random, fromSaturation, toSaturation), between(random, dark, bright));
    }

    private static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
