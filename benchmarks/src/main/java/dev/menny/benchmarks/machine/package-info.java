/** What this machine can do at best: the two ceilings of a roofline. */
@NullMarked
package dev.menny.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
