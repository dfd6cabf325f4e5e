package dev.menny.trainer.data;

/** What a picture is used for. */
public enum Part {
    /** To learn from. */
    TRAINING("train"),
    /** To judge the model while it learns. */
    VALIDATION("val"),
    /** To judge the finished model. */
    TEST("test");

    private final String word;

    Part(String word) {
        this.word = word;
    }

    /** How a split file writes it. */
    public String word() {
        return word;
    }
}
