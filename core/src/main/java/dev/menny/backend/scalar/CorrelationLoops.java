package dev.menny.backend.scalar;

import dev.menny.backend.GradientBuffer;
import dev.menny.backend.host.HostBuffer;
import dev.menny.backend.host.ThreadTeam;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Correlation} as matrix products, one task a tile of about 256 output pixels. Output channels are the rows of
 * the sums, taps the rows of the factor, pixels the elements of a row: rows are long enough for vectors whatever the
 * number of channels.
 */
final class CorrelationLoops {
    private static final int TILE = 256;

    private final Correlation shape;
    private final HostBuffer in;
    private final HostBuffer weights;
    private final @Nullable HostBuffer bias;
    private final GradientBuffer out;
    private final int columnTiles;
    private final int tileW;
    private final int tileH;

    CorrelationLoops(
            Correlation shape, HostBuffer in, HostBuffer weights, @Nullable HostBuffer bias, GradientBuffer out) {
        this.shape = shape;
        this.in = in;
        this.weights = weights;
        this.bias = bias;
        this.out = out;
        this.columnTiles = Math.ceilDiv(shape.outW(), TILE);
        this.tileW = Math.ceilDiv(shape.outW(), columnTiles);
        this.tileH = Math.max(1, TILE / tileW);
    }

    void run(ThreadTeam team, Workspace.Pool workspaces) {
        int rowTiles = Math.ceilDiv(shape.n() * shape.outH(), tileH);
        team.run(rowTiles * columnTiles, task -> {
            try (Workspace workspace = workspaces.lend()) {
                tile(workspace, task / columnTiles * tileH, task % columnTiles * tileW);
            }
        });
    }

    /** Computes the pixels right of {@code firstColumn} in the output rows from {@code firstRow}, counted over all images. */
    private void tile(Workspace workspace, int firstRow, int firstColumn) {
        int rows = Math.min(tileH, shape.n() * shape.outH() - firstRow);
        int columns = Math.min(tileW, shape.outW() - firstColumn);
        int pixels = rows * columns;
        int taps = shape.tapsPerGroup();
        int terms = RowProduct.padTerms(taps);
        float[][] factors = workspace.factors(terms, pixels);
        float[][] sums = workspace.sums(RowProduct.padRows(shape.outC()), pixels);
        float[][] planes = workspace.planes(shape.inC(), (columns - 1) * shape.strideW() + shape.s());
        for (int k = 0; k < shape.outC(); k++) {
            Arrays.fill(sums[k], 0, pixels, bias == null ? 0 : bias.floats()[bias.offset() + k]);
        }
        Workspace.clear(factors, taps, terms, pixels);
        for (int group = 0; group < shape.groups(); group++) {
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < shape.rowsPerGroup(); i++) {
                    int r = group * shape.rowsPerGroup() + i;
                    gather(planes, firstRow + row, r, firstColumn, columns, factors, i, row * columns);
                }
            }
            int stride = PackedWeights.stride(shape);
            RowProduct.add(
                    sums,
                    shape.outC(),
                    factors,
                    terms,
                    weights.floats(),
                    weights.offset() + group * terms,
                    stride,
                    pixels);
        }
        store(sums, firstRow, rows, firstColumn, columns);
    }

    /** Fills one row of a tile with what kernel row r sees there: a row of taps for each kernel column and channel. */
    private void gather(
            float[][] planes, int outRow, int r, int firstColumn, int columns, float[][] factors, int i, int to) {
        int firstTap = i * shape.s() * shape.inC();
        int spread = outRow % shape.outH() * shape.strideH() + r - shape.padTop();
        int inRow = Math.floorDiv(spread, shape.spreadH());
        if (spread % shape.spreadH() != 0 || inRow < 0 || inRow >= shape.inH()) {
            for (int tap = 0; tap < shape.s() * shape.inC(); tap++) {
                Arrays.fill(factors[firstTap + tap], to, to + columns, 0);
            }
            return;
        }
        int width = (columns - 1) * shape.strideW() + shape.s();
        split(planes, outRow / shape.outH() * shape.inH() + inRow, firstColumn * shape.strideW(), width);
        for (int s = 0; s < shape.s(); s++) {
            for (int c = 0; c < shape.inC(); c++) {
                copy(planes[c], s, factors[firstTap + s * shape.inC() + c], to, columns);
            }
        }
    }

    /** Splits the channels of {@code width} columns of an input row, with the zeros between and around its pixels. */
    private void split(float[][] planes, int inRow, int firstColumn, int width) {
        int spread = shape.spreadW();
        int left = firstColumn - shape.padLeft();
        int first = Math.max(0, Math.ceilDiv(left, spread));
        int last = Math.min(shape.inW() - 1, Math.floorDiv(left + width - 1, spread));
        int count = last - first + 1;
        if (count != width) {
            Workspace.clear(planes, 0, shape.inC(), width);
        }
        if (count > 0) {
            int from = in.offset() + (inRow * shape.inW() + first) * shape.inC();
            Transpose.split(in.floats(), from, shape.inC(), count, planes, shape.inC(), first * spread - left, spread);
        }
    }

    private void copy(float[] plane, int from, float[] factor, int to, int columns) {
        if (shape.strideW() == 1) {
            System.arraycopy(plane, from, factor, to, columns);
            return;
        }
        for (int i = 0; i < columns; i++) {
            factor[to + i] = plane[from + i * shape.strideW()];
        }
    }

    private void store(float[][] sums, int firstRow, int rows, int firstColumn, int columns) {
        HostBuffer target = HostBuffer.of(out.buffer());
        for (int row = 0; row < rows; row++) {
            int pixel = (firstRow + row) * shape.outW() + firstColumn;
            int to = target.offset() + pixel * shape.outC();
            Transpose.join(sums, shape.outC(), row * columns, columns, target.floats(), to, out.accumulate());
        }
    }
}
