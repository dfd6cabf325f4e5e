package dev.menny.tensor;

import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import java.util.stream.LongStream;

/** Writes a parameter's first values to its device, in chunks, on all cores. */
final class ParameterFiller {
    private static final int CHUNK = 1 << 20;

    private ParameterFiller() {}

    static void fill(Parameter parameter, DeviceMemory memory, long seed) {
        DeviceBuffer target = parameter.value().buffer();
        long chunks = (target.length() + CHUNK - 1) / CHUNK;
        // Values depend on their position alone, so the chunks may come in any order.
        LongStream.range(0, chunks).parallel().forEach(chunk -> {
            long from = chunk * CHUNK;
            int count = (int) Math.min(CHUNK, target.length() - from);
            float[] values = new float[count];
            parameter.initializer().fill(values, count, seed, from);
            memory.upload(values, 0, target.slice(from, count), count);
        });
    }
}
