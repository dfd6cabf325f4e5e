package dev.menny.cuda;

/**
 * One thing to ask of the device's stream. Two commands that are equal do the same to the same memory, so that a step can be
 * recognised by its commands; numbers that change from step to step are read from memory and are no part of them.
 */
@FunctionalInterface
interface Command {
    /** Gives it to the stream. It may be given again later, in the same order among others. */
    void issue();
}
