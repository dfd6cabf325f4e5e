package dev.menny.trainer.portraits;

import java.util.List;
import java.util.Random;

/** How a person wears their hair. */
interface HairStyle {

    /** The locks of one picture; {@code random} lets every picture differ a little. */
    List<Lock> locks(Scalp scalp, Random random);

    static HairStyle of(Person person) {
        return switch (person) {
            case CWK -> new GroomedHair();
            case CODY -> new SpikyHair();
            case PIPPA -> LongHair.wavy();
            case RJ -> LongHair.bob();
        };
    }
}
