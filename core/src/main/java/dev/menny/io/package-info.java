/** Weights in and out: safetensors and npz files that describe the model they hold, and those of other programs. */
@NullMarked
package dev.menny.io;

import org.jspecify.annotations.NullMarked;
