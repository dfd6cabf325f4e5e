package dev.menny.app.explain;

import dev.menny.explain.FeatureMap;
import dev.menny.trainer.data.Picture;
import dev.menny.trainer.data.Resize;

/**
 * What a block made of a picture, one tile per feature, in the model's order row by row.
 *
 * @param name the block's kind, such as {@code ConvBlock}
 * @param layer the block's position in the model, counted from 0
 * @param height of one feature map
 * @param width of one feature map
 * @param channels features that the block has
 * @param shown features that the grid shows: the first {@value #MOST_SHOWN} at most, so that a place in the grid means
 *     the same feature for every picture
 * @param columns tiles in a row
 * @param png the grid's file, RGBA, about 256 to 1024 pixels wide, with clear gaps of one pixel between tiles; each tile
 *     reaches from 0, and what is below, to its own maximum
 */
public record FeatureGrid(
        String name, int layer, int height, int width, int channels, int shown, int columns, byte[] png) {
    private static final int MOST_SHOWN = 64;
    private static final int WIDEST = 1024;
    // Tiles of few pixels are enlarged so that each pixel can be seen, but not beyond this.
    private static final int WIDE_ENOUGH = 640;
    private static final int GAP = 1;

    /** The grid of one block. */
    public static FeatureGrid of(FeatureMap map) {
        int shown = Math.min(map.channels(), MOST_SHOWN);
        int columns = columns(shown, (double) map.height() / map.width());
        Picture[] tiles = new Picture[shown];
        for (int channel = 0; channel < shown; channel++) {
            tiles[channel] = scaled(tile(map, channel), columns);
        }
        return new FeatureGrid(
                map.name(),
                map.layer(),
                map.height(),
                map.width(),
                map.channels(),
                shown,
                columns,
                png(tiles, columns));
    }

    /** As many as make the grid about square; more, up to twice as many, where that leaves no row unfinished. */
    private static int columns(int shown, double heightOverWidth) {
        int square = Math.clamp((long) Math.ceil(Math.sqrt(shown * heightOverWidth)), 1, shown);
        for (int columns = square; columns <= Math.min(shown, 2 * square); columns++) {
            if (shown % columns == 0) {
                return columns;
            }
        }
        return square;
    }

    private static Picture tile(FeatureMap map, int channel) {
        float[] values = map.values();
        byte[] levels = new byte[map.height() * map.width()];
        float largest = 0;
        for (int place = 0; place < levels.length; place++) {
            largest = Math.max(largest, values[place * map.channels() + channel]);
        }
        for (int place = 0; largest > 0 && place < levels.length; place++) {
            levels[place] = (byte) Math.round(255 * Math.max(0, values[place * map.channels() + channel] / largest));
        }
        return new Picture(map.height(), map.width(), 1, levels);
    }

    private static Picture scaled(Picture tile, int columns) {
        int wide = columns * tile.width();
        if (wide > WIDEST) {
            int factor = Math.ceilDiv(wide, WIDEST);
            return Resize.to(tile, Math.max(1, tile.height() / factor), Math.max(1, tile.width() / factor));
        }
        return enlarged(tile, Math.max(1, WIDE_ENOUGH / wide));
    }

    /** Each pixel becomes a square: one sees what the network has. */
    private static Picture enlarged(Picture tile, int factor) {
        int height = tile.height() * factor;
        int width = tile.width() * factor;
        byte[] pixels = new byte[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = tile.pixels()[y / factor * tile.width() + x / factor];
            }
        }
        return new Picture(height, width, 1, pixels);
    }

    private static byte[] png(Picture[] tiles, int columns) {
        int tileHeight = tiles[0].height();
        int tileWidth = tiles[0].width();
        int rows = Math.ceilDiv(tiles.length, columns);
        int height = rows * (tileHeight + GAP) - GAP;
        int width = columns * (tileWidth + GAP) - GAP;
        byte[] rgba = new byte[height * width * 4];
        for (int i = 0; i < tiles.length; i++) {
            int top = i / columns * (tileHeight + GAP);
            int left = i % columns * (tileWidth + GAP);
            for (int y = 0; y < tileHeight; y++) {
                for (int x = 0; x < tileWidth; x++) {
                    double level = (tiles[i].pixels()[y * tileWidth + x] & 0xff) / 255.0;
                    Palette.paint(level, 1, rgba, ((top + y) * width + left + x) * 4);
                }
            }
        }
        return Png.rgba(height, width, rgba);
    }
}
