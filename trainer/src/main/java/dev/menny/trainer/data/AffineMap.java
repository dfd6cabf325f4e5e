package dev.menny.trainer.data;

/**
 * A map of the plane: {@code (y, x)} goes to {@code (yDown y + yAcross x + yStart, xDown y + xAcross x + xStart)}.
 */
record AffineMap(double yDown, double yAcross, double yStart, double xDown, double xAcross, double xStart) {
    static final AffineMap IDENTITY = new AffineMap(1, 0, 0, 0, 1, 0);

    /** Each axis by itself. */
    static AffineMap axes(double yFactor, double yStart, double xFactor, double xStart) {
        return new AffineMap(yFactor, 0, yStart, 0, xFactor, xStart);
    }

    /** Where the pixels of a turned picture were before. */
    static AffineMap turn(double radians, double centreY, double centreX) {
        // StrictMath: the same bits everywhere, so that a seed means the same data everywhere.
        double cos = StrictMath.cos(radians);
        double sin = StrictMath.sin(radians);
        return new AffineMap(
                cos, -sin, centreY - cos * centreY + sin * centreX, sin, cos, centreX - sin * centreY - cos * centreX);
    }

    double y(double y, double x) {
        return yDown * y + yAcross * x + yStart;
    }

    double x(double y, double x) {
        return xDown * y + xAcross * x + xStart;
    }

    /** This map of what another one gives. */
    AffineMap of(AffineMap inner) {
        return new AffineMap(
                yDown * inner.yDown + yAcross * inner.xDown,
                yDown * inner.yAcross + yAcross * inner.xAcross,
                y(inner.yStart, inner.xStart),
                xDown * inner.yDown + xAcross * inner.xDown,
                xDown * inner.yAcross + xAcross * inner.xAcross,
                x(inner.yStart, inner.xStart));
    }

    /** True if rows stay rows. */
    boolean keepsAxes() {
        return yAcross == 0 && xDown == 0;
    }

    /** How far apart two pixels, one above the other, come to lie. */
    double stretchDown() {
        return Math.hypot(yDown, xDown);
    }

    /** How far apart two pixels, side by side, come to lie. */
    double stretchAcross() {
        return Math.hypot(yAcross, xAcross);
    }
}
