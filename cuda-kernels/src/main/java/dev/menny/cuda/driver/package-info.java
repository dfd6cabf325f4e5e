/** CUDA as Java objects: device, memory, modules, streams, graphs, cuBLAS, cuDNN. The only code that checks status codes. */
@NullMarked
package dev.menny.cuda.driver;

import org.jspecify.annotations.NullMarked;
