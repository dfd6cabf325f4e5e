package dev.menny.trainer.portraits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Triangles with smooth normals, texture coordinates and how much open sky each vertex sees. */
final class Mesh {

    /** A surface given point by point over a grid of rows and columns. */
    interface Surface {
        Vec at(int row, int column);
    }

    private float[] positions = new float[3 << 12];
    private float[] normals = new float[3 << 12];
    private float[] textures = new float[3 << 12];
    private float[] openness = new float[1 << 12];
    private int[] corners = new int[3 << 12];
    private int[] surfaces = new int[1 << 12];
    private final List<Material> materials = new ArrayList<>();
    private int vertices;
    private int triangles;

    int vertices() {
        return vertices;
    }

    int triangles() {
        return triangles;
    }

    int corner(int triangle, int k) {
        return corners[3 * triangle + k];
    }

    Material material(int triangle) {
        return materials.get(surfaces[triangle]);
    }

    Vec position(int vertex) {
        return new Vec(positions[3 * vertex], positions[3 * vertex + 1], positions[3 * vertex + 2]);
    }

    /** The normal of a surface, or the direction along a strand of hair. */
    Vec normal(int vertex) {
        return new Vec(normals[3 * vertex], normals[3 * vertex + 1], normals[3 * vertex + 2]);
    }

    Vec texture(int vertex) {
        return new Vec(textures[3 * vertex], textures[3 * vertex + 1], textures[3 * vertex + 2]);
    }

    double openness(int vertex) {
        return openness[vertex];
    }

    void openness(int vertex, double share) {
        openness[vertex] = (float) share;
    }

    int add(Material material) {
        materials.add(material);
        return materials.size() - 1;
    }

    int vertex(Vec position, Vec normal, Vec texture) {
        if (3 * vertices + 3 > positions.length) {
            positions = Arrays.copyOf(positions, 2 * positions.length);
            normals = Arrays.copyOf(normals, 2 * normals.length);
            textures = Arrays.copyOf(textures, 2 * textures.length);
            openness = Arrays.copyOf(openness, 2 * openness.length);
        }
        put(positions, vertices, position);
        put(normals, vertices, normal);
        put(textures, vertices, texture);
        openness[vertices] = 1;
        return vertices++;
    }

    private static void put(float[] array, int vertex, Vec v) {
        array[3 * vertex] = (float) v.x();
        array[3 * vertex + 1] = (float) v.y();
        array[3 * vertex + 2] = (float) v.z();
    }

    void triangle(int a, int b, int c, int material) {
        if (triangles == surfaces.length) {
            corners = Arrays.copyOf(corners, 2 * corners.length);
            surfaces = Arrays.copyOf(surfaces, 2 * surfaces.length);
        }
        corners[3 * triangles] = a;
        corners[3 * triangles + 1] = b;
        corners[3 * triangles + 2] = c;
        surfaces[triangles++] = material;
    }

    /** Adds all of another mesh, turned into the world by {@code frame}. */
    void append(Mesh other, Frame frame) {
        int firstVertex = vertices;
        int firstMaterial = materials.size();
        materials.addAll(other.materials);
        for (int v = 0; v < other.vertices; v++) {
            vertex(frame.point(other.position(v)), frame.direction(other.normal(v)), other.texture(v));
        }
        for (int t = 0; t < other.triangles; t++) {
            triangle(
                    firstVertex + other.corner(t, 0),
                    firstVertex + other.corner(t, 1),
                    firstVertex + other.corner(t, 2),
                    firstMaterial + other.surfaces[t]);
        }
    }

    /** Adds a grid surface; with {@code closed} the last column joins the first. Normals come from neighbours. */
    void surface(int rows, int columns, boolean closed, Surface points, Surface textures, Material material) {
        Vec[] p = new Vec[rows * columns];
        for (int i = 0; i < p.length; i++) {
            p[i] = points.at(i / columns, i % columns);
        }
        int first = vertices;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                Vec down = p[Math.min(row + 1, rows - 1) * columns + column].minus(
                        p[Math.max(row - 1, 0) * columns + column]);
                int after = closed ? (column + 1) % columns : Math.min(column + 1, columns - 1);
                int before = closed ? (column + columns - 1) % columns : Math.max(column - 1, 0);
                Vec across = p[row * columns + after].minus(p[row * columns + before]);
                vertex(p[row * columns + column], down.cross(across).unit(), textures.at(row, column));
            }
        }
        stitch(first, rows, columns, closed, add(material));
    }

    private void stitch(int first, int rows, int columns, boolean closed, int material) {
        for (int row = 0; row + 1 < rows; row++) {
            for (int column = 0; column < (closed ? columns : columns - 1); column++) {
                int a = first + row * columns + column;
                int b = first + row * columns + (column + 1) % columns;
                triangle(a, a + columns, b, material);
                triangle(b, a + columns, b + columns, material);
            }
        }
    }
}
