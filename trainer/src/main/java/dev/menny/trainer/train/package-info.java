/** Training a classifier: settings, the loop over epochs, and what it reports. */
@NullMarked
package dev.menny.trainer.train;

import org.jspecify.annotations.NullMarked;
