/** From measurements in a file to tables and a chart. */
@NullMarked
package dev.menny.benchmarks.report;

import org.jspecify.annotations.NullMarked;
