/** DL4J and ND4J, which it computes with. */
@NullMarked
package dev.menny.benchmarks.peers.dl4j;

import org.jspecify.annotations.NullMarked;
