/** The fast CPU backend, written with the Vector API. */
@NullMarked
package dev.menny.backend.vector;

import org.jspecify.annotations.NullMarked;
