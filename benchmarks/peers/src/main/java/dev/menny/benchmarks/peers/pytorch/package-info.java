/** PyTorch, through DJL. */
@NullMarked
package dev.menny.benchmarks.peers.pytorch;

import org.jspecify.annotations.NullMarked;
