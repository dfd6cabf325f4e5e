package dev.menny.trainer.cli;

import picocli.CommandLine.IVersionProvider;

/** Menny's version and that of the JVM it runs on. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"menny " + ofMenny(), "JDK " + Runtime.version()};
    }

    static String ofMenny() {
        // Only a jar's manifest carries it; classes run from a build folder have none.
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
