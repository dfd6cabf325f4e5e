/** The model that answers, and how it is replaced while requests run. */
@NullMarked
package dev.menny.app.model;

import org.jspecify.annotations.NullMarked;
