/** Shapes, tensors and the memory they live in; no mathematics. */
@NullMarked
package dev.menny.tensor;

import org.jspecify.annotations.NullMarked;
