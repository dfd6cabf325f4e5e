package dev.menny.trainer.portraits;

/** The four people of the bundled portraits; each is one class of the classifier. */
public enum Person {
    /** An older man: groomed silver hair, brown eyes, square jaw, wrinkles, a cardigan. */
    CWK("CWK"),
    /** A boy: black spiky hair, blue eyes, a round face, rebellious clothes. */
    CODY("Cody"),
    /** A teenage redhead: short oval face, freckles, green eyes. */
    PIPPA("Pippa"),
    /** A mature blonde: longer oval face, a sleek bob. */
    RJ("RJ");

    private final String folder;

    Person(String folder) {
        this.folder = folder;
    }

    /** The name of this person's folder of pictures, which is also the class name that a model learns. */
    public String folder() {
        return folder;
    }
}
