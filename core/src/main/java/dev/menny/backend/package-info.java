/** The only place where the users and the implementations of kernels meet: buffers, specs and the kernel SPI. */
@NullMarked
package dev.menny.backend;

import org.jspecify.annotations.NullMarked;
