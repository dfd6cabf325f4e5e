/** Menny's command line: the only package that knows picocli, progress bars and JSON output. */
@NullMarked
package dev.menny.trainer.cli;

import org.jspecify.annotations.NullMarked;
