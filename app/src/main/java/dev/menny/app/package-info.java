/** The command that serves a trained model as a web page and a JSON API. */
@NullMarked
package dev.menny.app;

import org.jspecify.annotations.NullMarked;
