/** What is measured: pieces of work, how large they are, and who can do them. */
@NullMarked
package dev.menny.benchmarks.work;

import org.jspecify.annotations.NullMarked;
