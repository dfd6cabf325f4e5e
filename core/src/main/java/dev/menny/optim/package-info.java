/** Optimizers: they turn gradients into new parameter values. */
@NullMarked
package dev.menny.optim;

import org.jspecify.annotations.NullMarked;
