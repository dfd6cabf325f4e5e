package dev.menny.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhiloxTest {
    /** The published vectors of Random123 for philox4x32 with ten rounds; they check the oracle of the next tests. */
    @Test
    void theOracleGivesThePublishedVectors() {
        assertThat(oracle(0, 0, 0, 0, 0, 0)).containsExactly(0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8);
        assertThat(oracle(-1, -1, -1, -1, -1, -1)).containsExactly(0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD);
        assertThat(oracle(0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0))
                .containsExactly(0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1);
    }

    @Test
    void drawsWhatTheOracleDraws() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            long seed = random.nextLong();
            long counter = random.nextLong();
            int[] words = new int[6];
            Philox.words(seed, counter, words, 2);
            assertThat(words)
                    .startsWith(0, 0)
                    .endsWith(oracle((int) counter, (int) (counter >>> 32), 0, 0, (int) seed, (int) (seed >>> 32)));
        }
    }

    @Test
    void startsWithThePublishedWords() {
        int[] words = new int[4];
        Philox.words(0, 0, words, 0);
        assertThat(words).containsExactly(0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8);
    }

    @Test
    void aRunOfNumbersEqualsSingleDraws() {
        long position = (1L << 33) + 8;
        float[] run = new float[19];
        Philox.uniforms(77, position, run, 18);
        for (int i = 0; i < 18; i++) {
            assertThat(run[i]).isEqualTo(Philox.uniform(77, position + i));
        }
        assertThat(run[18]).as("beyond the count").isZero();
    }

    @Test
    void numbersAreUniformInTheUnitInterval() {
        float[] run = new float[100_000];
        Philox.uniforms(5, 0, run, run.length);
        double sum = 0;
        int[] tenths = new int[10];
        for (float number : run) {
            sum += number;
            tenths[(int) (10 * number)]++;
        }
        assertThat(sum / run.length).isBetween(0.497, 0.503);
        assertThat(IntStream.of(tenths)).allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
    }

    @Test
    void derivedSeedsDiffer() {
        Set<Long> seeds = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            for (long stream = -2; stream < 50; stream++) {
                seeds.add(Philox.derive(seed, stream));
            }
        }
        assertThat(seeds).hasSize(50 * 52);
    }

    /** Philox as its paper writes it, one round at a time, on the whole counter. */
    private static int[] oracle(int c0, int c1, int c2, int c3, int k0, int k1) {
        int[] counter = {c0, c1, c2, c3};
        for (int round = 0; round < 10; round++) {
            long first = Integer.toUnsignedLong(counter[0]) * 0xD2511F53L;
            long second = Integer.toUnsignedLong(counter[2]) * 0xCD9E8D57L;
            int key0 = k0 + round * 0x9E3779B9;
            int key1 = k1 + round * 0xBB67AE85;
            counter = new int[] {
                (int) (second >>> 32) ^ counter[1] ^ key0,
                (int) second,
                (int) (first >>> 32) ^ counter[3] ^ key1,
                (int) first
            };
        }
        return counter;
    }
}
