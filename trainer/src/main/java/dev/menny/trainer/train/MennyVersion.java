package dev.menny.trainer.train;

/** Which Menny this is. */
public final class MennyVersion {
    private MennyVersion() {}

    /** {@code 0.1.0}; a word in brackets where classes are run that were not packaged. */
    public static String text() {
        // Only a jar's manifest carries it; classes run from a build folder have none.
        String version = MennyVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
