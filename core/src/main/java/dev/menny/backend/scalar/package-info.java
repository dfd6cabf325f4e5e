/** The CPU backend for a JVM without the Vector API module: loops that the JIT compiler vectorises. */
@NullMarked
package dev.menny.backend.scalar;

import org.jspecify.annotations.NullMarked;
