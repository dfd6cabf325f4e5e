/** Layers, losses and the two models of Menny. Layers hold parameters only. */
@NullMarked
package dev.menny.nn;

import org.jspecify.annotations.NullMarked;
