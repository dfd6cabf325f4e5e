/** What is measured: pieces of work, how large they are, and who can do them. */
@NullMarked
package dev.menny.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
