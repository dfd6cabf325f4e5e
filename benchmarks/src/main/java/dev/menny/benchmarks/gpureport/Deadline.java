package dev.menny.benchmarks.gpureport;

import java.time.Duration;

/** A moment by which something must have ended. */
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    Deadline orSooner(Deadline other) {
        return other.nanos - nanos < 0 ? other : this;
    }

    /** The time that is left, not below zero. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    boolean isOver() {
        return left().isZero();
    }
}
