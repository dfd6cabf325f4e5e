package dev.menny.trainer.portraits;

/**
 * The colours and age of a person: what stays the same in every picture.
 *
 * @param age in [0, 1], for furrows
 * @param freckles whether the cheeks are freckled
 * @param skin bare skin
 * @param lips the lips
 * @param iris the coloured ring of the eye
 * @param hair hair in full light
 * @param hairGloss how much the hair shines, in [0, 1]
 * @param brows the eyebrows
 * @param browWeight how thick the eyebrows are
 * @param lashes how long the lashes are
 */
record Look(
        double age,
        boolean freckles,
        Rgb skin,
        Rgb lips,
        Rgb iris,
        Rgb hair,
        double hairGloss,
        Rgb brows,
        double browWeight,
        double lashes) {

    static Look of(Person person) {
        return switch (person) {
            case CWK ->
                new Look(
                        1,
                        false,
                        Rgb.of(0xD6A184),
                        Rgb.of(0xB06A60),
                        Rgb.of(0x8A4B1C),
                        Rgb.of(0xB9BCC4),
                        0.5,
                        Rgb.of(0x8B8884),
                        1.2,
                        0.3);
            case CODY ->
                new Look(
                        0,
                        false,
                        Rgb.of(0xEBB898),
                        Rgb.of(0xC6736C),
                        Rgb.of(0x2F86E8),
                        Rgb.of(0x121217),
                        0.22,
                        Rgb.of(0x16130F),
                        0.85,
                        0.5);
            case PIPPA ->
                new Look(
                        0.05,
                        true,
                        Rgb.of(0xF2C7B0),
                        Rgb.of(0xD4605F),
                        Rgb.of(0x4FA35B),
                        Rgb.of(0xC24A18),
                        0.6,
                        Rgb.of(0x8A4220),
                        0.7,
                        0.9);
            case RJ ->
                new Look(
                        0.5,
                        false,
                        Rgb.of(0xE6B392),
                        Rgb.of(0xBE5250),
                        Rgb.of(0x5D8A9E),
                        Rgb.of(0xE3BB6C),
                        0.6,
                        Rgb.of(0x8F6A3C),
                        0.7,
                        1);
        };
    }
}
