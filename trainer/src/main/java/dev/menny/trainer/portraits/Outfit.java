package dev.menny.trainer.portraits;

/**
 * What someone wears: an outer garment, what shows in its opening, and colours.
 *
 * @param cut the outer garment
 * @param main colour of the outer garment
 * @param inner colour of what shows in its opening
 * @param accent colour of stripes, prints, trims and buttons
 * @param pattern what the fabric shows
 * @param gloss how much it shines, as leather does
 */
record Outfit(Cut cut, Rgb main, Rgb inner, Rgb accent, Pattern pattern, double gloss) {

    /** Garments by how they open and what lies around the neck. */
    enum Cut {
        CARDIGAN(0.34, -2.35, Collar.SHIRT, true),
        BLAZER(0.36, -2.7, Collar.NONE, false),
        JACKET(0.36, -6, Collar.LAPEL, false),
        HOODIE(0.1, -1.62, Collar.HOOD, false),
        TEE(0, 0, Collar.CREW, false),
        SWEATER(0, 0, Collar.TURTLENECK, false);

        /** Half the width of the opening at the neck. */
        final double opening;
        /** The height at which the opening closes. */
        final double closes;

        final Collar collar;
        final boolean knitted;

        Cut(double opening, double closes, Collar collar, boolean knitted) {
            this.opening = opening;
            this.closes = closes;
            this.collar = collar;
            this.knitted = knitted;
        }

        /** Half the width of the opening at a height of the canonical torso; negative below it. */
        double openAt(double y) {
            return opening == 0 ? -1 : opening * (y - closes) / (-1.4 - closes);
        }
    }

    enum Collar {
        NONE,
        SHIRT,
        LAPEL,
        HOOD,
        CREW,
        TURTLENECK
    }

    enum Pattern {
        PLAIN,
        STRIPES,
        CHECK,
        BOLT,
        STAR
    }
}
