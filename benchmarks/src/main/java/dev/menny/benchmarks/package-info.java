/** Menny measured by JMH, beside other frameworks where they are there. */
@NullMarked
package dev.menny.benchmarks;

import org.jspecify.annotations.NullMarked;
