/** What the page shows of how a model sees: heat maps, feature maps and single convolutions, as PNG bytes. No HTTP. */
@NullMarked
package dev.menny.app.explain;

import org.jspecify.annotations.NullMarked;
