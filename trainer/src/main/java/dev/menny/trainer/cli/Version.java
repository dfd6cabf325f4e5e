package dev.menny.trainer.cli;

import dev.menny.trainer.train.MennyVersion;
import picocli.CommandLine.IVersionProvider;

/** Menny's version and that of the JVM it runs on. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"menny " + MennyVersion.text(), "JDK " + Runtime.version()};
    }
}
