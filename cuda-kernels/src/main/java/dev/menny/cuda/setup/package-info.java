/** Finds CUDA on this machine, loads its libraries and JCuda's, and says what is missing. */
@NullMarked
package dev.menny.cuda.setup;

import org.jspecify.annotations.NullMarked;
