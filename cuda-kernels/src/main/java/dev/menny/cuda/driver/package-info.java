/** CUDA's driver as Java objects: libraries, device, memory, modules, streams, graphs. The only code that checks status codes. */
@NullMarked
package dev.menny.cuda.driver;

import org.jspecify.annotations.NullMarked;
