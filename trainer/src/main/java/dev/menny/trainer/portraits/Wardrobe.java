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
        Rgb main = any(random, 0.1, 0.65, 0.15, 0.75);
        Rgb shirt = any(random, 0.02, 0.35, 0.45, 0.97);
        Pattern pattern = random.nextInt(4) == 0 ? Pattern.STRIPES : Pattern.PLAIN;
        return new Outfit(Cut.CARDIGAN, main, shirt, any(random, 0.1, 0.5, 0.1, 0.5), pattern, 0.02);
    }

    private static Outfit rebellious(Random random) {
        Rgb accent = any(random, 0.7, 1, 0.7, 1);
        Pattern print = random.nextBoolean() ? Pattern.BOLT : Pattern.STAR;
        return switch (random.nextInt(4)) {
            case 0, 1 -> new Outfit(Cut.JACKET, any(random, 0, 0.75, 0.1, 0.55), any(random, 0, 0.9, 0.15, 0.95), accent, print, 0.4);
            case 2 -> new Outfit(Cut.HOODIE, any(random, 0.2, 0.9, 0.25, 0.9), any(random, 0, 0.6, 0.2, 0.95), accent, print, 0.02);
            default -> new Outfit(Cut.TEE, any(random, 0, 0.9, 0.15, 0.95), Rgb.BLACK, accent, print, 0.02);
        };
    }

    private static Outfit teenage(Random random) {
        Rgb main = any(random, 0.1, 0.75, 0.3, 0.97);
        Rgb accent = any(random, 0, 0.7, 0.4, 1);
        return switch (random.nextInt(4)) {
            case 0 -> new Outfit(Cut.TEE, main, Rgb.BLACK, accent, Pattern.STRIPES, 0.02);
            case 1 -> new Outfit(Cut.HOODIE, main, accent, any(random, 0, 0.2, 0.7, 1), Pattern.PLAIN, 0.02);
            case 2 -> new Outfit(Cut.JACKET, Rgb.hsb(0.58, 0.3 + 0.4 * random.nextDouble(), 0.25 + 0.5 * random.nextDouble()), main, accent, Pattern.STRIPES, 0.03);
            default -> new Outfit(Cut.TEE, main, Rgb.BLACK, accent, Pattern.PLAIN, 0.02);
        };
    }

    private static Outfit elegant(Random random) {
        Rgb main = any(random, 0.05, 0.7, 0.12, 0.92);
        Rgb blouse = any(random, 0, 0.5, 0.3, 1);
        return random.nextInt(3) == 0
                ? new Outfit(Cut.SWEATER, main, blouse, blouse, Pattern.PLAIN, 0.03)
                : new Outfit(Cut.BLAZER, main, blouse, Rgb.of(0xE9D9A0), random.nextInt(4) == 0 ? Pattern.CHECK : Pattern.PLAIN, 0.05);
    }

    private static Rgb any(Random random, double fromSaturation, double toSaturation, double dark, double bright) {
        return Rgb.hsb(
                random.nextDouble(),
                fromSaturation + (toSaturation - fromSaturation) * random.nextDouble(),
                dark + (bright - dark) * random.nextDouble());
    }
}
