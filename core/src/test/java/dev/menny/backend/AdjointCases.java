package dev.menny.backend;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All linear operators, and those that become linear once their mask is fixed. */
final class AdjointCases {
    private static final List<Conv2dSpec> CONVOLUTIONS = List.of(
            new Conv2dSpec(2, 8, 8, 3, 16, Window.same(3)),
            new Conv2dSpec(1, 6, 74, 16, 32, Window.same(3)),
            new Conv2dSpec(5, 10, 9, 17, 5, Window.same(3).stride(2, 3)),
            new Conv2dSpec(2, 12, 8, 5, 33, Window.of(5, 3).padding(2, 1)),
            new Conv2dSpec(2, 6, 8, 31, 17, Window.of(1)),
            new Conv2dSpec(1, 6, 8, 4, 64, Window.of(3).padding(3, 4)),
            new Conv2dSpec(4, 16, 16, 32, 64, Window.same(3)));

    private static final List<LinearSpec> LINEARS = List.of(
            new LinearSpec(1, 129, 33),
            new LinearSpec(5, 1001, 65),
            new LinearSpec(16, 31, 257),
            new LinearSpec(4, 3000, 128));

    private static final List<Pool2dSpec> POOLINGS = List.of(
            new Pool2dSpec(Pooling.AVERAGE, 2, 6, 8, 5, 2, 2),
            new Pool2dSpec(Pooling.AVERAGE, 1, 4, 74, 17, 2, 2),
            new Pool2dSpec(Pooling.MAX, 2, 6, 8, 5, 2, 2),
            new Pool2dSpec(Pooling.MAX, 1, 4, 74, 17, 2, 2));

    private static final Pool2dSpec OVERLAPPING = new Pool2dSpec(Pooling.MAX, 2, 9, 11, 5, 3, 2);

    private AdjointCases() {}

    static Stream<AdjointCase> all() {
        return Stream.of(
                        convolutions(),
                        LINEARS.stream().flatMap(AdjointCases::linear),
                        POOLINGS.stream().map(AdjointCases::pool),
                        POOLINGS.stream().map(AdjointCases::reluPool),
                        Stream.of(pool(OVERLAPPING), relu(1003), dropout(1003)),
                        blocks())
                .flatMap(cases -> cases);
    }

    static Stream<AdjointCase> convolutions() {
        return CONVOLUTIONS.stream().flatMap(AdjointCases::convolution);
    }

    private static Stream<AdjointCase> blocks() {
        return CONVOLUTIONS.stream()
                .filter(conv -> conv.oh() % 2 == 0 && conv.ow() % 2 == 0)
                .flatMap(conv -> Arrays.stream(Pooling.values()).map(pooling -> new ConvBlockSpec(conv, pooling)))
                .map(AdjointCases::block);
    }

    private static Stream<AdjointCase> convolution(Conv2dSpec spec) {
        return Stream.of(
                new AdjointCase("convolution of x, " + spec, backend -> {
                    Buffers on = new Buffers(backend);
                    DeviceBuffer x = on.of(Data.uniform("x", Sizes.x(spec)));
                    DeviceBuffer dx = on.empty(x.length());
                    DeviceBuffer dy = on.of(Data.uniform("dy", spec.outputLength()));
                    DeviceBuffer w = on.of(Data.uniform("w", Sizes.w(spec)));
                    DeviceBuffer y = on.empty(dy.length());
                    backend.kernels().conv2dForward(spec, x, w, null, y);
                    backend.kernels().conv2dBackwardData(spec, dy, w, GradientBuffer.overwrite(dx));
                    return AdjointCase.gap(y, dy, AdjointCase.dot(x, dx));
                }),
                new AdjointCase("convolution of w and b, " + spec, backend -> {
                    Buffers on = new Buffers(backend);
                    DeviceBuffer x = on.of(Data.uniform("x", Sizes.x(spec)));
                    DeviceBuffer dy = on.of(Data.uniform("dy", spec.outputLength()));
                    DeviceBuffer w = on.of(Data.uniform("w", Sizes.w(spec)));
                    DeviceBuffer b = on.of(Data.uniform("b", spec.k()));
                    DeviceBuffer dw = on.empty(w.length());
                    DeviceBuffer db = on.empty(b.length());
                    DeviceBuffer y = on.empty(dy.length());
                    backend.kernels().conv2dForward(spec, x, w, b, y);
                    backend.kernels()
                            .conv2dBackwardFilter(
                                    spec, x, dy, GradientBuffer.overwrite(dw), GradientBuffer.overwrite(db));
                    return AdjointCase.gap(y, dy, AdjointCase.dot(w, dw) + AdjointCase.dot(b, db));
                }));
    }

    private static Stream<AdjointCase> linear(LinearSpec spec) {
        return Stream.of(
                new AdjointCase("linear of x, " + spec, backend -> {
                    Buffers on = new Buffers(backend);
                    DeviceBuffer x = on.of(Data.uniform("x", (long) spec.n() * spec.in()));
                    DeviceBuffer dx = on.empty(x.length());
                    DeviceBuffer dy = on.of(Data.uniform("dy", (long) spec.n() * spec.out()));
                    DeviceBuffer w = on.of(Data.uniform("w", (long) spec.out() * spec.in()));
                    DeviceBuffer y = on.empty(dy.length());
                    backend.kernels().linearForward(spec, x, w, null, y);
                    backend.kernels().linearBackwardData(spec, dy, w, GradientBuffer.overwrite(dx));
                    return AdjointCase.gap(y, dy, AdjointCase.dot(x, dx));
                }),
                new AdjointCase("linear of w and b, " + spec, backend -> {
                    Buffers on = new Buffers(backend);
                    DeviceBuffer x = on.of(Data.uniform("x", (long) spec.n() * spec.in()));
                    DeviceBuffer dy = on.of(Data.uniform("dy", (long) spec.n() * spec.out()));
                    DeviceBuffer w = on.of(Data.uniform("w", (long) spec.out() * spec.in()));
                    DeviceBuffer b = on.of(Data.uniform("b", spec.out()));
                    DeviceBuffer dw = on.empty(w.length());
                    DeviceBuffer db = on.empty(b.length());
                    DeviceBuffer y = on.empty(dy.length());
                    backend.kernels().linearForward(spec, x, w, b, y);
                    backend.kernels()
                            .linearBackwardFilter(
                                    spec, x, dy, GradientBuffer.overwrite(dw), GradientBuffer.overwrite(db));
                    return AdjointCase.gap(y, dy, AdjointCase.dot(w, dw) + AdjointCase.dot(b, db));
                }));
    }

    private static AdjointCase pool(Pool2dSpec spec) {
        return new AdjointCase("pooling, " + spec, backend -> {
            Buffers on = new Buffers(backend);
            DeviceBuffer x = on.of(Data.uniform("x", Sizes.x(spec)));
            DeviceBuffer dx = on.empty(x.length());
            DeviceBuffer dy = on.of(Data.uniform("dy", Sizes.y(spec)));
            DeviceBuffer y = on.empty(dy.length());
            backend.kernels().pool2dForward(spec, x, y);
            backend.kernels().pool2dBackward(spec, x, dy, GradientBuffer.overwrite(dx));
            return AdjointCase.gap(y, dy, AdjointCase.dot(x, dx));
        });
    }

    private static AdjointCase reluPool(Pool2dSpec spec) {
        return new AdjointCase("ReLU and pooling with their mask, " + spec, backend -> {
            Buffers on = new Buffers(backend);
            DeviceBuffer x = on.of(Data.uniform("x", Sizes.x(spec)));
            DeviceBuffer dx = on.empty(x.length());
            DeviceBuffer dy = on.of(Data.uniform("dy", Sizes.y(spec)));
            DeviceBuffer y = on.empty(dy.length());
            DeviceBuffer mask = on.mask(y.length());
            backend.kernels().reluPoolForward(spec, x, y, mask);
            backend.kernels().reluPoolBackward(spec, mask, dy, GradientBuffer.overwrite(dx));
            return AdjointCase.gap(y, dy, AdjointCase.dot(x, dx));
        });
    }

    private static AdjointCase relu(long length) {
        return new AdjointCase("ReLU with its mask", backend -> {
            Buffers on = new Buffers(backend);
            DeviceBuffer x = on.of(Data.uniform("x", length));
            DeviceBuffer dx = on.empty(length);
            DeviceBuffer dy = on.of(Data.uniform("dy", length));
            DeviceBuffer y = on.empty(length);
            backend.kernels().reluForward(length, x, y);
            backend.kernels().reluBackward(length, y, dy, GradientBuffer.overwrite(dx));
            return AdjointCase.gap(y, dy, AdjointCase.dot(x, dx));
        });
    }

    private static AdjointCase dropout(long length) {
        return new AdjointCase("dropout with its mask", backend -> {
            Buffers on = new Buffers(backend);
            DropoutSpec spec = new DropoutSpec(length, 0.4f, 7, 20);
            DeviceBuffer x = on.of(Data.uniform("x", length));
            DeviceBuffer dx = on.empty(length);
            DeviceBuffer dy = on.of(Data.uniform("dy", length));
            DeviceBuffer y = on.empty(length);
            backend.kernels().dropout(spec, x, GradientBuffer.overwrite(y));
            backend.kernels().dropout(spec, dy, GradientBuffer.overwrite(dx));
            return AdjointCase.gap(y, dy, AdjointCase.dot(x, dx));
        });
    }

    /** With its mask fixed a block is linear in weight and bias together; without a bias also in the input. */
    private static AdjointCase block(ConvBlockSpec spec) {
        return new AdjointCase("fused block with its mask, " + spec, backend -> {
            Buffers on = new Buffers(backend);
            Conv2dSpec conv = spec.conv();
            DeviceBuffer x = on.of(Data.uniform("x", Sizes.x(conv)));
            DeviceBuffer w = on.of(Data.uniform("w", Sizes.w(conv)));
            DeviceBuffer b = on.empty(conv.k());
            DeviceBuffer dy = on.of(Data.uniform("dy", Sizes.y(spec.pool())));
            DeviceBuffer y = on.empty(dy.length());
            DeviceBuffer mask = on.mask(y.length());
            DeviceBuffer dx = on.empty(x.length());
            DeviceBuffer dw = on.empty(w.length());
            DeviceBuffer db = on.empty(b.length());
            backend.kernels().convBlockForward(spec, x, w, b, y, mask);
            backend.kernels()
                    .convBlockBackward(
                            spec,
                            x,
                            w,
                            mask,
                            dy,
                            GradientBuffer.overwrite(dx),
                            GradientBuffer.overwrite(dw),
                            GradientBuffer.overwrite(db));
            return Math.max(
                    AdjointCase.gap(y, dy, AdjointCase.dot(x, dx)), AdjointCase.gap(y, dy, AdjointCase.dot(w, dw)));
        });
    }
}
