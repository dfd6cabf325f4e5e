package dev.menny.trainer.portraits;

import java.util.Arrays;

/** Finds, for every pixel of a view, the nearest triangle and where in it the pixel lies. */
final class Raster {

    private final int size;
    private final float[] nearness;
    private final int[] triangles;
    private final float[] weightB;
    private final float[] weightC;

    private Raster(int size, boolean depthOnly) {
        this.size = size;
        nearness = new float[size * size];
        Arrays.fill(nearness, Float.NEGATIVE_INFINITY);
        triangles = depthOnly ? new int[0] : new int[size * size];
        Arrays.fill(triangles, -1);
        weightB = new float[triangles.length];
        weightC = new float[triangles.length];
    }

    /** Keeps triangle and weights for shading. */
    static Raster visible(Mesh mesh, View view) {
        Raster raster = new Raster(view.size(), false);
        raster.draw(mesh, view);
        return raster;
    }

    /** Keeps the nearness alone, for shadows. */
    static Raster depth(Mesh mesh, View view) {
        Raster raster = new Raster(view.size(), true);
        raster.draw(mesh, view);
        return raster;
    }

    int size() {
        return size;
    }

    /** Negative infinity where nothing was drawn. */
    float nearness(int column, int row) {
        return nearness[row * size + column];
    }

    /** The triangle seen at a pixel, or -1 for none. */
    int triangle(int pixel) {
        return triangles[pixel];
    }

    /** The weight of the triangle's second corner; the third's is {@link #weightC}, the first has the rest. */
    double weightB(int pixel) {
        return weightB[pixel];
    }

    double weightC(int pixel) {
        return weightC[pixel];
    }

    private void draw(Mesh mesh, View view) {
        double[] screen = new double[3];
        float[] projected = new float[3 * mesh.vertices()];
        for (int v = 0; v < mesh.vertices(); v++) {
            view.project(mesh.position(v), screen);
            for (int k = 0; k < 3; k++) {
                projected[3 * v + k] = (float) screen[k];
            }
        }
        for (int t = 0; t < mesh.triangles(); t++) {
            fill(mesh, t, projected, 3 * mesh.corner(t, 0), 3 * mesh.corner(t, 1), 3 * mesh.corner(t, 2));
        }
    }

    private void fill(Mesh mesh, int triangle, float[] p, int a, int b, int c) {
        float ax = p[a];
        float ay = p[a + 1];
        float left = Math.min(ax, Math.min(p[b], p[c]));
        float right = Math.max(ax, Math.max(p[b], p[c]));
        int top = Math.max(0, (int) Math.ceil(Math.min(ay, Math.min(p[b + 1], p[c + 1])) - 0.5f));
        int bottom = Math.min(size - 1, (int) Math.floor(Math.max(ay, Math.max(p[b + 1], p[c + 1])) - 0.5f));
        float area = (p[b] - ax) * (p[c + 1] - ay) - (p[c] - ax) * (p[b + 1] - ay);
        if (top > bottom || area == 0 || Math.ceil(left - 0.5f) > Math.floor(right - 0.5f)) {
            return;
        }
        float stepB = (p[c + 1] - ay) / area;
        float stepC = (ay - p[b + 1]) / area;
        for (int row = top; row <= bottom; row++) {
            float dy = row + 0.5f - ay;
            float startB = (0.5f - ax) * stepB - dy * (p[c] - ax) / area;
            float startC = (0.5f - ax) * stepC + dy * (p[b] - ax) / area;
            float startA = 1 - startB - startC;
            float stepA = -stepB - stepC;
            int from = (int)
                    Math.ceil(Math.max(first(startA, stepA), Math.max(first(startB, stepB), first(startC, stepC))));
            int to =
                    (int) Math.floor(Math.min(last(startA, stepA), Math.min(last(startB, stepB), last(startC, stepC))));
            for (int column = Math.max(0, from); column <= Math.min(size - 1, to); column++) {
                float wb = startB + column * stepB;
                float wc = startC + column * stepC;
                float near = p[a + 2] + wb * (p[b + 2] - p[a + 2]) + wc * (p[c + 2] - p[a + 2]);
                int pixel = row * size + column;
                if (near > nearness[pixel] && !cutOut(mesh, triangle, wb, wc)) {
                    put(pixel, triangle, near, wb, wc);
                }
            }
        }
    }

    /** The first column where a weight is not negative; a hair's breadth early, so that neighbours leave no gap. */
    private static float first(float start, float step) {
        return step > 0
                ? -start / step - 1e-3f
                : step == 0 && start < 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
    }

    private static float last(float start, float step) {
        return step < 0 ? -start / step + 1e-3f : Float.POSITIVE_INFINITY;
    }

    private void put(int pixel, int triangle, float near, float wb, float wc) {
        nearness[pixel] = near;
        if (triangles.length > 0) {
            triangles[pixel] = triangle;
            weightB[pixel] = wb;
            weightC[pixel] = wc;
        }
    }

    private static boolean cutOut(Mesh mesh, int triangle, float wb, float wc) {
        if (!mesh.material(triangle).hasCutOuts()) {
            return false;
        }
        Vec at = mix(
                mesh.texture(mesh.corner(triangle, 0)),
                mesh.texture(mesh.corner(triangle, 1)),
                mesh.texture(mesh.corner(triangle, 2)),
                wb,
                wc);
        return mesh.material(triangle).cutOut(at);
    }

    /** The weighted mean of a triangle's three corner values. */
    static Vec mix(Vec a, Vec b, Vec c, double wb, double wc) {
        double wa = 1 - wb - wc;
        return new Vec(
                a.x() * wa + b.x() * wb + c.x() * wc,
                a.y() * wa + b.y() * wb + c.y() * wc,
                a.z() * wa + b.z() * wb + c.z() * wc);
    }
}
