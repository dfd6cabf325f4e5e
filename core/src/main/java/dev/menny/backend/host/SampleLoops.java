package dev.menny.backend.host;

import dev.menny.backend.Placement;
import dev.menny.backend.SampleSpec;
import org.jspecify.annotations.Nullable;

/** Bytes to floats, and batches sampled from stored pictures: one task some rows of a batch. */
final class SampleLoops {
    private static final int ELEMENTS_PER_TASK = 1 << 14;
    // Positions are sums of products of a limit or position and a step.
    private static final int FRACTION_BITS = Placement.POSITION_BITS + Placement.STEP_BITS;
    // As many as a float holds.
    private static final int WEIGHT_BITS = 24;
    private static final float WEIGHT_UNIT = 0x1p-24f;

    private SampleLoops() {}

    static void bytesToFloats(ThreadTeam team, long length, HostBuffer bytes, HostBuffer y) {
        team.runRanges(length, ELEMENTS_PER_TASK, (from, to) -> {
            byte[] source = bytes.bytes();
            float[] target = y.floats();
            for (int i = from; i < to; i++) {
                target[y.offset() + i] = (source[bytes.offset() + i] & 0xff) / 255f;
            }
        });
    }

    static void sample(
            ThreadTeam team,
            SampleSpec spec,
            HostBuffer pictures,
            HostBuffer placements,
            @Nullable HostBuffer colours,
            HostBuffer y) {
        int rowsPerTask = Math.max(1, ELEMENTS_PER_TASK / (spec.w() * spec.c()));
        team.runRanges((long) spec.n() * spec.h(), rowsPerTask, (from, to) -> {
            for (int row = from; row < to; row++) {
                int n = row / spec.h();
                Image image = new Image(
                        spec,
                        Placement.read(placements.ints(), placements.offset(), n),
                        pictures,
                        colours,
                        n * spec.stages() * spec.stageLength());
                image.fillRow(row % spec.h(), y.floats(), y.offset() + row * spec.w() * spec.c());
            }
        });
    }

    /**
     * One image of a batch.
     *
     * @param matrices where its colour transforms begin
     */
    private record Image(
            SampleSpec spec,
            Placement place,
            HostBuffer pictures,
            @Nullable HostBuffer colours,
            int matrices) {
        void fillRow(int row, float[] y, int offset) {
            int channels = spec.c();
            float samples = 255f * (place.down() * place.across());
            boolean rowInside = row >= place.top() && row < place.top() + place.rows();
            float[] pixel = new float[channels];
            for (int column = 0; column < spec.w(); column++) {
                boolean inside = rowInside && column >= place.left() && column < place.left() + place.columns();
                for (int c = 0; c < channels; c++) {
                    pixel[c] = inside ? 0 : spec.fill();
                }
                if (inside) {
                    addSamples(row - place.top(), column - place.left(), pixel);
                    for (int c = 0; c < channels; c++) {
                        pixel[c] /= samples;
                    }
                    colour(pixel);
                }
                System.arraycopy(pixel, 0, y, offset + column * channels, channels);
            }
        }

        private void addSamples(int row, int column, float[] sums) {
            for (int i = row * place.down(); i < (row + 1) * place.down(); i++) {
                long down = held(i, place.firstRow(), place.lastRow());
                for (int j = column * place.across(); j < (column + 1) * place.across(); j++) {
                    long across = held(j, place.firstColumn(), place.lastColumn());
                    long y =
                            ((long) place.y() << Placement.STEP_BITS) + down * place.yDown() + across * place.yAcross();
                    long x =
                            ((long) place.x() << Placement.STEP_BITS) + down * place.xDown() + across * place.xAcross();
                    addSample(within(y, place.minY(), place.maxY()), within(x, place.minX(), place.maxX()), sums);
                }
            }
        }

        private static long held(int sample, int first, int last) {
            return Math.clamp((long) sample << Placement.POSITION_BITS, first, last);
        }

        private static long within(long position, int min, int max) {
            return Math.clamp(position, (long) min << Placement.STEP_BITS, (long) max << Placement.STEP_BITS);
        }

        private void addSample(long y, long x, float[] sums) {
            int channels = spec.c();
            int upper = (int) (y >> FRACTION_BITS);
            int left = (int) (x >> FRACTION_BITS);
            int at =
                    pictures.offset() + place.start() * Placement.ALIGNMENT + (upper * place.width() + left) * channels;
            int stepDown = upper + 1 < place.height() ? place.width() * channels : 0;
            int stepRight = left + 1 < place.width() ? channels : 0;
            float below = weight(y);
            float right = weight(x);
            byte[] bytes = pictures.bytes();
            for (int c = 0; c < channels; c++) {
                float above = between(bytes[at + c], bytes[at + stepRight + c], right);
                float under = between(bytes[at + stepDown + c], bytes[at + stepDown + stepRight + c], right);
                sums[c] += above + (under - above) * below;
            }
        }

        private static float weight(long position) {
            return ((position >> (FRACTION_BITS - WEIGHT_BITS)) & ((1 << WEIGHT_BITS) - 1)) * WEIGHT_UNIT;
        }

        private static float between(byte left, byte right, float share) {
            float first = left & 0xff;
            return first + ((right & 0xff) - first) * share;
        }

        private void colour(float[] pixel) {
            if (colours == null) {
                return;
            }
            int channels = pixel.length;
            float[] before = new float[channels];
            int at = colours.offset() + matrices;
            for (int stage = 0; stage < spec.stages(); stage++) {
                System.arraycopy(pixel, 0, before, 0, channels);
                for (int c = 0; c < channels; c++) {
                    float sum = colours.floats()[at + channels];
                    for (int from = 0; from < channels; from++) {
                        sum += colours.floats()[at + from] * before[from];
                    }
                    pixel[c] = Math.clamp(sum, 0f, 1f);
                    at += channels + 1;
                }
            }
        }
    }
}
