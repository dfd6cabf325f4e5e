package dev.menny.trainer.portraits;

/** Derives independent seeds from one: Steele, Lea and Flood's SplitMix64 finaliser (2014). */
final class Seeds {

    private Seeds() {}

    static long mix(long seed, long part) {
        long z = seed + 0x9E3779B97F4A7C15L * (part + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
