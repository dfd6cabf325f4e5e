/** Recording a forward pass and walking it backwards. */
@NullMarked
package dev.menny.autograd;

import org.jspecify.annotations.NullMarked;
