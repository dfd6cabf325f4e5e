/** The CUDA backend: the kernel SPI on NVIDIA GPUs, through cuDNN, cuBLAS and kernels of our own. */
@NullMarked
package dev.menny.cuda;

import org.jspecify.annotations.NullMarked;
