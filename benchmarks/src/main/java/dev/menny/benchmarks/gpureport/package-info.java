/**
 * A whole report from a GPU machine in one run: are the kernels right there, what does the machine allow, how fast is Menny
 * on it, and how fast is PyTorch. What is measured runs in processes of its own, so that nothing that dies takes the report
 * with it.
 */
@NullMarked
package dev.menny.benchmarks.gpureport;

import org.jspecify.annotations.NullMarked;
