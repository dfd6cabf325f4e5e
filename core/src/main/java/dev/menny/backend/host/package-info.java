/** What the CPU backends share: heap buffers, the thread pool and the memory-bound loops. */
@NullMarked
package dev.menny.backend.host;

import org.jspecify.annotations.NullMarked;
