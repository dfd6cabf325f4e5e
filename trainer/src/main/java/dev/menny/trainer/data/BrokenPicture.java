package dev.menny.trainer.data;

import java.nio.file.Path;

/**
 * A picture file that cannot be read.
 *
 * @param reason one line that names the file, says what is wrong with it and how to mend it
 */
public record BrokenPicture(Path file, String reason) {}
