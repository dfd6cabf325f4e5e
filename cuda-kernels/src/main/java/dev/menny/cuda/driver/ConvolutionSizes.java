package dev.menny.cuda.driver;

/**
 * The sizes of a convolution as cuDNN wants them: images {@code [n,h,w,c]}, weights {@code [k,r,s,c]}, output
 * {@code [n,oh,ow,k]}.
 */
public record ConvolutionSizes(
        int n,
        int h,
        int w,
        int c,
        int k,
        int r,
        int s,
        int oh,
        int ow,
        int strideH,
        int strideW,
        int padH,
        int padW) {}
