package dev.menny.trainer.data;

import dev.menny.backend.Placement;
import java.util.ArrayList;
import java.util.List;

/**
 * A stored picture as augmentations have changed it, though none of its bytes was touched: for each position in the view,
 * where it lies in the picture.
 *
 * <p>A position is held within {@code rows} and {@code columns}, mapped, and held within the picture's own limits: that is
 * how often edges were repeated, since a picture is turned once at most and limits before the turn, like those after it,
 * melt into one another. What the host interpolates, averages and rounds at each step is interpolated once.
 *
 * @param source the picture
 * @param height of the view, in pixels
 * @param width of the view, in pixels
 * @param frameHeight of the image in whose middle the view stands
 * @param frameWidth of the image in whose middle the view stands
 * @param rows limits in the view
 * @param columns limits in the view
 * @param map from the view to the picture
 * @param sourceRows limits in the picture
 * @param sourceColumns limits in the picture
 * @param colours what happens to the pixels, in this order
 * @param brightness by what their luma was multiplied so far
 */
record View(
        StoredPicture source,
        int height,
        int width,
        int frameHeight,
        int frameWidth,
        Limits rows,
        Limits columns,
        AffineMap map,
        Limits sourceRows,
        Limits sourceColumns,
        List<ColourStage> colours,
        double brightness)
        implements Canvas<View> {
    private static final double WHITE = 255;
    // A mean luma is that of so many by so many positions.
    private static final int PROBES = 32;
    // Of samples a pixel: what rounding may have added to a whole number.
    private static final double ROUNDING = 1e-6;

    static View of(StoredPicture source) {
        Limits rows = Limits.pixels(source.height());
        Limits columns = Limits.pixels(source.width());
        int height = source.height();
        int width = source.width();
        AffineMap map = AffineMap.IDENTITY;
        return new View(source, height, width, height, width, rows, columns, map, rows, columns, List.of(), 1);
    }

    @Override
    public View mirrored() {
        return seen(height, width, rows, columns, AffineMap.axes(1, 0, -1, width - 1));
    }

    @Override
    public View moved(int right, int down) {
        return seen(height, width, reachableRows(), reachableColumns(), AffineMap.axes(1, -down, 1, -right));
    }

    @Override
    public View window(int top, int left, int windowHeight, int windowWidth) {
        return seen(windowHeight, windowWidth, rows, columns, AffineMap.axes(1, top, 1, left));
    }

    @Override
    public View resized(int newHeight, int newWidth) {
        if (newHeight == height && newWidth == width) {
            return this;
        }
        // Centres stay centres, as in Taps.
        double down = (double) height / newHeight;
        double across = (double) width / newWidth;
        AffineMap scale = AffineMap.axes(down, down / 2 - 0.5, across, across / 2 - 0.5);
        return seen(newHeight, newWidth, reachableRows(), reachableColumns(), scale);
    }

    /** Pixels that exist for a step that reads beyond the edges. */
    private Limits reachableRows() {
        return Limits.pixels(height).then(rows);
    }

    private Limits reachableColumns() {
        return Limits.pixels(width).then(columns);
    }

    /** Another view, whose positions this map brings to those of this one. */
    private View seen(int newHeight, int newWidth, Limits heldRows, Limits heldColumns, AffineMap axes) {
        return new View(
                source,
                newHeight,
                newWidth,
                newHeight,
                newWidth,
                heldRows.mapped(1 / axes.yDown(), -axes.yStart() / axes.yDown()),
                heldColumns.mapped(1 / axes.xAcross(), -axes.xStart() / axes.xAcross()),
                map.of(axes),
                sourceRows,
                sourceColumns,
                colours,
                brightness);
    }

    @Override
    public View turned(double radians) {
        if (!map.keepsAxes()) {
            throw new IllegalStateException("a view is turned once at most");
        }
        return new View(
                source,
                height,
                width,
                height,
                width,
                Limits.NONE,
                Limits.NONE,
                map.of(AffineMap.turn(radians, (height - 1) / 2.0, (width - 1) / 2.0)),
                reachableRows().mapped(map.yDown(), map.yStart()).then(sourceRows),
                reachableColumns().mapped(map.xAcross(), map.xStart()).then(sourceColumns),
                colours,
                brightness);
    }

    @Override
    public View padded(int newHeight, int newWidth) {
        return new View(
                source,
                height,
                width,
                newHeight,
                newWidth,
                rows,
                columns,
                map,
                sourceRows,
                sourceColumns,
                colours,
                brightness);
    }

    @Override
    public View jittered(double factor, double contrast, double saturation) {
        double mean = factor * brightness * meanLuma() / WHITE;
        List<ColourStage> changed = new ArrayList<>(colours);
        changed.add(ColourStage.scaled(source.channels(), factor * contrast, mean * (1 - contrast)));
        if (source.channels() == 3) {
            changed.add(ColourStage.saturated(saturation, Jitter.RED_SHARE, Jitter.GREEN_SHARE, Jitter.BLUE_SHARE));
        }
        return coloured(changed, factor * brightness);
    }

    @Override
    public View grey() {
        if (source.channels() == 1) {
            return this;
        }
        List<ColourStage> changed = new ArrayList<>(colours);
        changed.add(ColourStage.saturated(0, Picture.RED_SHARE, Picture.GREEN_SHARE, Picture.BLUE_SHARE));
        return coloured(changed, brightness);
    }

    private View coloured(List<ColourStage> changed, double newBrightness) {
        return new View(
                source,
                height,
                width,
                frameHeight,
                frameWidth,
                rows,
                columns,
                map,
                sourceRows,
                sourceColumns,
                List.copyOf(changed),
                newBrightness);
    }

    /** The mean over this view before its colours were changed, from a thumbnail of the picture. */
    private double meanLuma() {
        double sum = 0;
        for (int i = 0; i < PROBES; i++) {
            double row = reachableRows().held((i + 0.5) * height / PROBES - 0.5);
            for (int j = 0; j < PROBES; j++) {
                double column = reachableColumns().held((j + 0.5) * width / PROBES - 0.5);
                sum += source.luma(sourceRows.held(map.y(row, column)), sourceColumns.held(map.x(row, column)));
            }
        }
        return sum / (PROBES * PROBES);
    }

    /** The part of the picture that the frame shows, bars included; of a view that was not turned. */
    Region region() {
        // From edge to edge: half a pixel beyond the centres, which are what the map knows.
        double top = map.y(-0.5 - (frameHeight - height) / 2, 0) + 0.5;
        double left = map.x(0, -0.5 - (frameWidth - width) / 2) + 0.5;
        return new Region(
                left / source.width(),
                top / source.height(),
                frameWidth * map.xAcross() / source.width(),
                frameHeight * map.yDown() / source.height());
    }

    /** What {@link dev.menny.backend.Kernels#sample} is told to make an image of this view. */
    Placement placement() {
        int down = samples(map.stretchDown());
        int across = samples(map.stretchAcross());
        // Samples are numbered on through all pixels, and lie evenly in each.
        AffineMap sample = map.of(AffineMap.axes(1.0 / down, 0.5 / down - 0.5, 1.0 / across, 0.5 / across - 0.5));
        Limits sampleRows = rows.mapped(down, (down - 1) / 2.0);
        Limits sampleColumns = columns.mapped(across, (across - 1) / 2.0);
        return new Placement(
                source.start(),
                source.height(),
                source.width(),
                (frameHeight - height) / 2,
                (frameWidth - width) / 2,
                height,
                width,
                down,
                across,
                Placement.position(sampleRows.low()),
                Placement.position(sampleRows.high()),
                Placement.position(sampleColumns.low()),
                Placement.position(sampleColumns.high()),
                Placement.position(sample.yStart()),
                Placement.position(sample.xStart()),
                Placement.step(sample.yDown()),
                Placement.step(sample.yAcross()),
                Placement.step(sample.xDown()),
                Placement.step(sample.xAcross()),
                Placement.position(sourceRows.low()),
                Placement.position(sourceRows.high()),
                Placement.position(sourceColumns.low()),
                Placement.position(sourceColumns.high()));
    }

    /** As many as there are pixels between two of the view, so that none is passed over. */
    private static int samples(double stretch) {
        return Math.max(1, (int) Math.ceil(stretch - ROUNDING));
    }
}
