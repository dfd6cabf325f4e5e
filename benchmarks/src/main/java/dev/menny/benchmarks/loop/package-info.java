/** A plain loop in C as a contestant: what the memory gives. */
@NullMarked
package dev.menny.benchmarks.loop;

import org.jspecify.annotations.NullMarked;
