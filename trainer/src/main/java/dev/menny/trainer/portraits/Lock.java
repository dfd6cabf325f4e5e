package dev.menny.trainer.portraits;

import java.util.Random;

/**
 * A lock of hair: strands around a guide line, in canonical head coordinates.
 *
 * @param guide points from root to tip
 * @param radius of the lock at its root
 * @param tip radius at the tip, as a share of that at the root
 * @param strands how many strands
 * @param width of one strand
 */
record Lock(Vec[] guide, double radius, double tip, int strands, double width) {

    /** Adds the strands as ribbons that face the viewer, whose direction is {@code toEye} in head coordinates. */
    void grow(Mesh mesh, FaceShape shape, Vec toEye, int material, Random random) {
        double lockShade = random.nextDouble();
        double phase = 6.283 * random.nextDouble();
        Vec along = guide[guide.length - 1].minus(guide[0]).unit();
        Vec aside = along.cross(new Vec(0.31, 0.52, 0.8)).unit();
        Vec other = along.cross(aside);
        for (int i = 0; i < strands; i++) {
            double r = Math.sqrt((i + 0.5) / strands) * radius;
            double angle = 2.4 * i + phase;
            Vec offset = aside.times(r * StrictMath.cos(angle)).plus(other.times(r * StrictMath.sin(angle)));
            Vec[] line = new Vec[guide.length];
            for (int k = 0; k < line.length; k++) {
                double t = k / (double) (line.length - 1);
                line[k] = shape.fit(guide[k].plus(offset.times(1 + (tip - 1) * t)));
            }
            ribbon(
                    mesh,
                    line,
                    width * (0.7 + 0.6 * random.nextDouble()),
                    toEye,
                    random.nextDouble(),
                    lockShade,
                    material);
        }
    }

    /** One strand; texture is (share of the way to the tip, shade of the strand, shade of the lock). */
    static void ribbon(Mesh mesh, Vec[] line, double width, Vec toEye, double shade, double lockShade, int material) {
        int last = line.length - 1;
        int before = -1;
        for (int k = 0; k <= last; k++) {
            Vec tangent =
                    line[Math.min(k + 1, last)].minus(line[Math.max(k - 1, 0)]).unit();
            double t = k / (double) last;
            Vec side = tangent.cross(toEye).unit().times(0.5 * width * (1 - 0.85 * t * t * t));
            Vec texture = new Vec(t, shade, lockShade);
            int left = mesh.vertex(line[k].minus(side), tangent, texture);
            mesh.vertex(line[k].plus(side), tangent, texture);
            if (before >= 0) {
                mesh.triangle(before, before + 1, left, material);
                mesh.triangle(left, before + 1, left + 1, material);
            }
            before = left;
        }
    }
}
