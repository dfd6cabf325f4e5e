/** From the words of a command line to measurements in a file. */
@NullMarked
package dev.menny.benchmarks.run;

import org.jspecify.annotations.NullMarked;
