package dev.menny.backend;

/**
 * The sizes of a softmax over the last axis.
 *
 * @param n rows
 * @param classes elements of a row
 */
public record SoftmaxSpec(int n, int classes) {}
