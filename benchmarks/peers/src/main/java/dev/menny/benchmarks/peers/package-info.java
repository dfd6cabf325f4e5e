/** Other frameworks as contestants, set up as well as they can be. */
@NullMarked
package dev.menny.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
