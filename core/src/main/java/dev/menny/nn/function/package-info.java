/** One class per differentiable operation: its forward call and its backward rule. */
@NullMarked
package dev.menny.nn.function;

import org.jspecify.annotations.NullMarked;
