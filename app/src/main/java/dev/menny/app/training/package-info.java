/** Trains one model at a time on folders of pictures that may be used, and tells how it goes. */
@NullMarked
package dev.menny.app.training;

import org.jspecify.annotations.NullMarked;
