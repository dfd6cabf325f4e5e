package dev.menny.io;

import dev.menny.backend.DeviceBuffer;

/** Turns each row of a weight from {@code [channels,plane]} into {@code [plane,channels]}, one row in memory at a time. */
final class RowPermutation implements FloatTransfer.Sink {
    private final int channels;
    private final int plane;
    private final DeviceBuffer destination;
    private final float[] row;
    private long written;
    private int filled;

    RowPermutation(int channels, int plane, DeviceBuffer destination) {
        this.channels = channels;
        this.plane = plane;
        this.destination = destination;
        this.row = new float[channels * plane];
    }

    @Override
    public void accept(float[] values, int count, long at) {
        for (int i = 0; i < count; i++) {
            int channel = filled / plane;
            row[(filled - channel * plane) * channels + channel] = values[i];
            filled++;
            if (filled == row.length) {
                destination.memory().upload(row, 0, destination.slice(written, row.length), row.length);
                written += row.length;
                filled = 0;
            }
        }
    }
}
