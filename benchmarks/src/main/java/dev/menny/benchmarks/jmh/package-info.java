/** The benchmarks themselves. They know no library, only work. */
@NullMarked
package dev.menny.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
