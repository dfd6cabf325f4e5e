/**
 * NVIDIA's driver and cuBLAS, called straight through {@code java.lang.foreign}: a yardstick that shares no code with what it
 * measures.
 */
@NullMarked
package dev.menny.benchmarks.nvidia;

import org.jspecify.annotations.NullMarked;
