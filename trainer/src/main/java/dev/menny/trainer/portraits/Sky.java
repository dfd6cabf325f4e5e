package dev.menny.trainer.portraits;

/** Measures how much of the open surroundings each vertex sees: the soft darkness in folds and under hair. */
final class Sky {

    private static final int DIRECTIONS = 12;
    private static final int SIZE = 160;
    private static final double BIAS = 0.06;
    private static final int SMOOTHINGS = 6;

    private Sky() {}

    /** Fills in every vertex's openness. */
    static void measure(Mesh mesh) {
        float[] seen = new float[mesh.vertices()];
        float[] asked = new float[mesh.vertices()];
        // The spiral runs from the top down; its last fifth, below the shoulders, sends no light.
        for (int i = 0; i < DIRECTIONS; i++) {
            look(mesh, Scalp.spread(i, DIRECTIONS * 5 / 4), seen, asked);
        }
        for (int v = 0; v < seen.length; v++) {
            mesh.openness(v, Math.min(1, 2 * seen[v] / asked[v]));
        }
        for (int i = 0; i < SMOOTHINGS; i++) {
            smooth(mesh);
        }
    }

    private static void look(Mesh mesh, Vec direction, float[] seen, float[] asked) {
        View view = View.parallel(SIZE, direction, new Vec(0, -0.5, 0), 2.7);
        Raster depth = Raster.depth(mesh, view);
        double[] screen = new double[3];
        for (int v = 0; v < seen.length; v++) {
            // Both sides count, since collars and strands have no inside; an open surface then sees half of it all.
            double facing = Math.abs(mesh.normal(v).dot(direction)) + 0.1;
            view.project(mesh.position(v), screen);
            int column = (int) screen[0];
            int row = (int) screen[1];
            boolean outside = column < 0 || row < 0 || column >= SIZE || row >= SIZE;
            asked[v] += (float) facing;
            if (outside || depth.nearness(column, row) - screen[2] < BIAS) {
                seen[v] += (float) facing;
            }
        }
    }

    /** Averages over the triangles around each vertex: single strands would else leave speckles on the skin. */
    private static void smooth(Mesh mesh) {
        float[] sum = new float[mesh.vertices()];
        float[] weight = new float[mesh.vertices()];
        for (int t = 0; t < mesh.triangles(); t++) {
            double mean = 0;
            for (int k = 0; k < 3; k++) {
                mean += mesh.openness(mesh.corner(t, k)) / 3;
            }
            for (int k = 0; k < 3; k++) {
                sum[mesh.corner(t, k)] += (float) mean;
                weight[mesh.corner(t, k)]++;
            }
        }
        for (int v = 0; v < sum.length; v++) {
            mesh.openness(v, sum[v] / Math.max(1, weight[v]));
        }
    }
}
