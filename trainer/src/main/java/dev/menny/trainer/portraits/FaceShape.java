package dev.menny.trainer.portraits;

/**
 * The proportions that tell one skull from another. Features are described once, on a canonical head (crown at y = 1,
 * chin near y = -1.1, eyes near y = 0), and fitted to these proportions.
 *
 * @param width breadth of the whole head
 * @param lower length of the face below the brows
 * @param jaw breadth of the jaw
 * @param square how boxy the jaw's corners are: 2 is round
 * @param cheeks fullness of the cheeks
 * @param nose size of the nose
 * @param noseLift how far the tip points up
 * @param brow strength of the brow ridge
 * @param eye size of the eyes
 * @param lips fullness of the lips
 * @param neck thickness of the neck
 * @param shoulders breadth of the shoulders
 */
record FaceShape(
        double width,
        double lower,
        double jaw,
        double square,
        double cheeks,
        double nose,
        double noseLift,
        double brow,
        double eye,
        double lips,
        double neck,
        double shoulders) {

    private static final double HINGE = 0.1;

    /** Carries a point of the canonical head to this person's head. */
    Vec fit(Vec canonical) {
        double y = canonical.y() < HINGE ? HINGE + (canonical.y() - HINGE) * lower : canonical.y();
        return new Vec(canonical.x() * width, y, canonical.z());
    }

    static FaceShape of(Person person) {
        return switch (person) {
            case CWK -> new FaceShape(1.03, 1.02, 1.12, 2.9, 0.35, 1.08, -0.02, 1.0, 0.98, 0.75, 1.08, 1.02);
            case CODY -> new FaceShape(1.1, 0.84, 1.04, 2.2, 1.4, 0.7, 0.03, 0.1, 1.35, 0.95, 0.82, 0.8);
            case PIPPA -> new FaceShape(1.02, 0.9, 0.88, 1.85, 0.95, 0.72, 0.03, 0.2, 1.2, 1.1, 0.8, 0.8);
            case RJ -> new FaceShape(0.95, 1.1, 0.89, 1.9, 0.55, 0.82, 0.01, 0.1, 1.16, 1.05, 0.8, 0.86);
        };
    }
}
