/** The oracle: textbook loops with double accumulation, never tuned. */
@NullMarked
package dev.menny.backend.reference;

import org.jspecify.annotations.NullMarked;
