/** Menny as a contestant. */
@NullMarked
package dev.menny.benchmarks.menny;

import org.jspecify.annotations.NullMarked;
