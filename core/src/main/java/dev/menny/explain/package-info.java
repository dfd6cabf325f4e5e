/** Why a model answers as it does: where it looked (Grad-CAM), and what its blocks made of a picture. */
@NullMarked
package dev.menny.explain;

import org.jspecify.annotations.NullMarked;
