package dev.menny.trainer.train;

/** Seconds since it was started. */
final class Stopwatch {
    private long start = System.nanoTime();

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Seconds since it was started or this was last called. */
    double lap() {
        double seconds = seconds();
        start = System.nanoTime();
        return seconds;
    }
}
