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
        Rgb brows,
        double browWeight,
        double lashes) {

    static Look of(Person person) {
        return switch (person) {
            case CWK -> new Look(
                    1, false, Rgb.of(0xD9A688), Rgb.of(0xB9776A), Rgb.of(0x7A4318), Rgb.of(0xD6D8DE), Rgb.of(0x8B8884), 1.2,
                    0.3);
            case CODY -> new Look(
                    0, false, Rgb.of(0xEBBB9C), Rgb.of(0xC97F75), Rgb.of(0x2F86E8), Rgb.of(0x1B1B22), Rgb.of(0x16130F), 1.1,
                    0.5);
            case PIPPA -> new Look(
                    0.05, true, Rgb.of(0xF2C9B4), Rgb.of(0xD9746F), Rgb.of(0x4FA35B), Rgb.of(0xC84E1C), Rgb.of(0x8A4220), 0.7,
                    0.9);
            case RJ -> new Look(
                    0.5, false, Rgb.of(0xE8B798), Rgb.of(0xC2504F), Rgb.of(0x5D8A9E), Rgb.of(0xEBC67C), Rgb.of(0x8F6A3C), 0.7,
                    1);
        };
    }
}
