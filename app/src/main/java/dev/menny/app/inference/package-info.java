/** Pictures in, answers out: decoding on a fixed pool, computing in batches, never more than fits. */
@NullMarked
package dev.menny.app.inference;

import org.jspecify.annotations.NullMarked;
