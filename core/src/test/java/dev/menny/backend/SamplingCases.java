package dev.menny.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Floats of bytes, and batches sampled from pictures of noise, in which no pixel can stand in for its neighbour. */
final class SamplingCases {
    private static final long[] LENGTHS = {1, 3, 15, 16, 17, 255, 4099, 100_003};
    // Of a mean of samples: the interpolation's and the mean's own.
    private static final int ROUNDINGS = 8;

    private SamplingCases() {}

    static Stream<ContractCase> all() {
        Stream<ContractCase> bytes = LongStream.of(LENGTHS).mapToObj(SamplingCases::bytesToFloats);
        Stream<ContractCase> batches = Stream.of(3, 1).flatMap(SamplingCases::batches);
        return Stream.concat(bytes, batches);
    }

    private static ContractCase bytesToFloats(long length) {
        return new ContractCase(
                "bytesToFloats %d".formatted(length),
                bench -> bench.kernels()
                        .bytesToFloats(
                                length,
                                bench.bytes("bytes", Data.bytes("bytes", length)),
                                bench.exactOutput("y", length)));
    }

    private static Stream<ContractCase> batches(int c) {
        Album album = new Album(c, new int[][] {{9, 13}, {1, 1}, {40, 31}, {2, 5}});
        Album wide = new Album(c, new int[][] {{3, 6000}, {6000, 2}});
        double turn = Math.toRadians(33);
        return Stream.of(
                exact("as it is", album, 9, 13, album.whole(0, 9, 13)),
                exact("mirrored", album, 9, 13, album.whole(0, 9, 13).mirrored()),
                exact("a quarter turned", album, 13, 9, album.whole(0, 13, 9).transposed()),
                sampled("grown", album, 23, 17, 0, album.whole(0, 23, 17)),
                sampled("of one pixel", album, 5, 6, 1, album.whole(1, 5, 6)),
                sampled("shrunk, evenly", album, 20, 31, 2, album.whole(2, 20, 31)),
                sampled("shrunk", album, 7, 9, 0, album.whole(2, 7, 9)),
                sampled("turned", album, 24, 26, 3, album.whole(2, 24, 26).turned(turn)),
                sampled(
                        "turned far beyond the edges",
                        album,
                        30,
                        30,
                        0,
                        album.whole(2, 30, 30).turned(turn).far()),
                sampled(
                        "within limits of samples",
                        album,
                        20,
                        15,
                        0,
                        album.whole(2, 20, 15).turned(turn).heldWithin(4.25, 11.5, 2.5, 9)),
                sampled(
                        "within limits beside the image",
                        album,
                        6,
                        7,
                        1,
                        album.whole(2, 6, 7).heldWithin(9.5, 9.5, -3, -2)),
                sampled(
                        "within a window of the picture",
                        album,
                        20,
                        15,
                        0,
                        album.whole(2, 20, 15).within(3, 20.5, 7.25, 8)),
                sampled(
                        "in a part of the image",
                        album,
                        12,
                        14,
                        2,
                        album.whole(2, 7, 5).at(3, 6)),
                sampled(
                        "far to the right",
                        wide,
                        2,
                        700,
                        0,
                        wide.whole(0, 2, 700),
                        wide.whole(0, 2, 700).turned(0.001)),
                sampled("far down", wide, 3000, 2, 1, wide.whole(1, 3000, 2)),
                sampled(
                        "several",
                        album,
                        11,
                        12,
                        1,
                        album.whole(3, 11, 12),
                        album.whole(0, 11, 12).turned(-turn),
                        album.whole(2, 8, 12).at(2, 0),
                        album.whole(1, 11, 12),
                        album.whole(2, 11, 12).mirrored().turned(turn)));
    }

    /** A case without arithmetic but the division by 255. */
    private static ContractCase exact(String name, Album album, int h, int w, Plan plan) {
        SampleSpec spec = new SampleSpec(1, h, w, album.c, 0, 0);
        return sampled("exactly " + name, album, spec, true, plan);
    }

    private static ContractCase sampled(String name, Album album, int h, int w, int stages, Plan... plans) {
        SampleSpec spec = new SampleSpec(plans.length, h, w, album.c, stages, 128 / 255f);
        return sampled(name, album, spec, false, plans);
    }

    private static ContractCase sampled(String name, Album album, SampleSpec spec, boolean exact, Plan... plans) {
        int[] placements = new int[plans.length * Placement.INTS];
        long terms = 1;
        for (int i = 0; i < plans.length; i++) {
            Placement placement = plans[i].placement();
            placement.write(placements, i);
            terms = Math.max(terms, (long) placement.down() * placement.across());
        }
        long roundings = terms * ROUNDINGS + (long) spec.stages() * (spec.c() + 1);
        return new ContractCase("sample %s, %s".formatted(name, spec), bench -> {
            long length = spec.outputLength();
            bench.kernels()
                    .sample(
                            spec,
                            bench.bytes("pictures", album.bytes),
                            bench.ints(placements),
                            spec.stages() == 0 ? null : bench.input("colours", colours(spec)),
                            exact ? bench.exactOutput("y", length) : bench.output("y", length, roundings));
        });
    }

    /** Matrices about the identity, strong enough to leave [0, 1] now and then. */
    private static float[] colours(SampleSpec spec) {
        float[] colours = Data.uniform("colours", spec.coloursLength());
        int row = spec.c() + 1;
        for (int i = 0; i < colours.length; i++) {
            int c = i / row % spec.c();
            colours[i] = (i % row == c ? 1 : 0) + 0.4f * colours[i];
        }
        return colours;
    }

    /** Pictures of noise as they lie on a device, with gaps between them. */
    private static final class Album {
        private final int c;
        private final int[][] sizes;
        private final int[] starts;
        private final byte[] bytes;

        Album(int c, int[][] sizes) {
            this.c = c;
            this.sizes = sizes;
            this.starts = new int[sizes.length];
            int length = 0;
            for (int i = 0; i < sizes.length; i++) {
                starts[i] = length / Placement.ALIGNMENT;
                length += Math.ceilDiv(sizes[i][0] * sizes[i][1] * c, Placement.ALIGNMENT) * Placement.ALIGNMENT;
            }
            this.bytes = Data.bytes("pictures", length);
        }

        /** All of a picture as an image, or part of one, of that size. */
        Plan whole(int index, int rows, int columns) {
            int h = sizes[index][0];
            int w = sizes[index][1];
            double yDown = (double) h / rows;
            double xAcross = (double) w / columns;
            return new Plan(
                    starts[index],
                    new double[] {h, w},
                    new int[] {0, 0, rows, columns},
                    new double[] {yDown / 2 - 0.5, yDown, 0, xAcross / 2 - 0.5, 0, xAcross},
                    new double[] {-1, rows, -1, columns},
                    new double[] {0, h - 1, 0, w - 1});
        }
    }

    /**
     * A placement in words of pixels.
     *
     * @param size of the picture
     * @param part of the image: top, left, rows, columns
     * @param map of an image's pixel to the picture: y, its steps down and across, x, its steps down and across
     * @param held limits in the image: first and last row, first and last column
     * @param window limits in the picture: lowest and highest y, lowest and highest x
     */
    private record Plan(int start, double[] size, int[] part, double[] map, double[] held, double[] window) {
        Plan mirrored() {
            int columns = part[3];
            return withMap(map[0], map[1], map[2], map[3] + (columns - 1) * map[5], -map[4], -map[5]);
        }

        /** Rows become columns. */
        Plan transposed() {
            return withMap(0, 0, 1, 0, 1, 0);
        }

        Plan turned(double radians) {
            double cos = Math.cos(radians);
            double sin = Math.sin(radians);
            double centreY = (size[0] - 1) / 2;
            double centreX = (size[1] - 1) / 2;
            double y = map[0] - centreY;
            double x = map[3] - centreX;
            return withMap(
                    centreY + cos * y - sin * x,
                    cos * map[1] - sin * map[4],
                    cos * map[2] - sin * map[5],
                    centreX + sin * y + cos * x,
                    sin * map[1] + cos * map[4],
                    sin * map[2] + cos * map[5]);
        }

        Plan far() {
            return withMap(map[0] - 25, map[1], map[2], map[3] + 20, map[4], map[5]);
        }

        Plan heldWithin(double... limits) {
            return new Plan(start, size, part, map, limits, window);
        }

        Plan within(double... limits) {
            return new Plan(start, size, part, map, held, limits);
        }

        Plan at(int top, int left) {
            return new Plan(start, size, new int[] {top, left, part[2], part[3]}, map, held, window);
        }

        private Plan withMap(double... changed) {
            return new Plan(start, size, part, changed, held, window);
        }

        Placement placement() {
            int down = samples(map[1], map[4]);
            int across = samples(map[2], map[5]);
            List<Integer> limits = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                limits.add(Placement.position((held[i] + 0.5) * (i < 2 ? down : across) - 0.5));
            }
            double firstRow = 0.5 / down - 0.5;
            double firstColumn = 0.5 / across - 0.5;
            return new Placement(
                    start,
                    (int) size[0],
                    (int) size[1],
                    part[0],
                    part[1],
                    part[2],
                    part[3],
                    down,
                    across,
                    limits.get(0),
                    limits.get(1),
                    limits.get(2),
                    limits.get(3),
                    Placement.position(map[0] + firstRow * map[1] + firstColumn * map[2]),
                    Placement.position(map[3] + firstRow * map[4] + firstColumn * map[5]),
                    Placement.step(map[1] / down),
                    Placement.step(map[2] / across),
                    Placement.step(map[4] / down),
                    Placement.step(map[5] / across),
                    Placement.position(window[0]),
                    Placement.position(window[1]),
                    Placement.position(window[2]),
                    Placement.position(window[3]));
        }

        private static int samples(double y, double x) {
            return Math.max(1, (int) Math.ceil(Math.hypot(y, x) - 1e-9));
        }
    }
}
