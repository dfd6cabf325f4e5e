/**
 * Paints the bundled portraits: a small seeded renderer of four invented people, from skull to highlight.
 *
 * <p>Everything is computed with {@link StrictMath} and {@link java.util.Random}, so that the same seed gives the same
 * pixels on every machine.
 */
@NullMarked
package dev.menny.trainer.portraits;

import org.jspecify.annotations.NullMarked;
