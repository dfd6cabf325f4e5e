package dev.menny.trainer.portraits;

/** The four people of the bundled portraits; each is one class of the classifier. */
public enum Person {
    /** An older man: groomed silver hair, brown eyes, square jaw, wrinkles, a cardigan. */
    CWK(0, "CWK"),
    /** A boy: black spiky hair, blue eyes, a round face, rebellious clothes. */
    CODY(1, "Cody"),
    /** A teenage redhead: short oval face, freckles, green eyes. */
    PIPPA(2, "Pippa"),
    /** A mature blonde: longer oval face, a sleek bob. */
    RJ(3, "RJ");

    private final int number;
    private final String folder;

    Person(int number, String folder) {
        this.number = number;
        this.folder = folder;
    }

    /** From 0; part of every seed, so that renumbering would repaint all portraits. */
    int number() {
        return number;
    }

    /** The name of this person's folder of pictures, which is also the class name that a model learns. */
    public String folder() {
        return folder;
    }
}
