/** Weights in and out: safetensors files that describe the model they hold. */
@NullMarked
package dev.menny.io;

import org.jspecify.annotations.NullMarked;
