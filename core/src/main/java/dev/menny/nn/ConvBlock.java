package dev.menny.nn;

import dev.menny.autograd.ExecutionContext;
import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.ConvBlockSpec;
import dev.menny.backend.Pooling;
import dev.menny.backend.Window;
import dev.menny.nn.function.ConvBlockFunction;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.Shape;
import dev.menny.tensor.ShapeCheck;
import dev.menny.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Convolution, bias, ReLU and 2x2 pooling as one operation. It computes what {@link Conv2d}, {@link ReLU} and a pooling
 * in a row compute, without ever storing the activation at full size.
 *
 * <p>Shapes: input {@code [N,H,W,in]}, output {@code [N,H'/2,W'/2,out]}, where H' and W', the convolution's output size,
 * are even; weight {@code [out,kH,kW,in]}, bias {@code [out]}.
 */
public final class ConvBlock implements Layer {
    private final int in;
    private final int out;
    private final Window window;
    private final Pooling pooling;
    private final Parameter weight;
    private final Parameter bias;

    /** A square kernel of odd size that keeps height and width, and average pooling. */
    public ConvBlock(int in, int out, int kernel) {
        this(in, out, Window.same(kernel), Pooling.AVERAGE);
    }

    /**
     * A block.
     *
     * @param in input channels
     * @param out output channels
     * @param window kernel height and width, stride and padding of the convolution
     * @param pooling average or max
     */
    public ConvBlock(int in, int out, Window window, Pooling pooling) {
        this.in = in;
        this.out = out;
        this.window = window;
        this.pooling = pooling;
        this.weight = new Parameter(
                Shape.of(out, window.height(), window.width(), in),
                Initializers.heUniform(window.height() * window.width() * in));
        this.bias = new Parameter(Shape.of(out), Initializers.zeros());
    }

    @Override
    public Tensor forward(ExecutionContext ctx, Tensor x) {
        ConvBlockSpec spec = ShapeCheck.convBlock(x.shape(), in, out, window, pooling);
        return ConvBlockFunction.apply(ctx, spec, x, weight.value(), bias.value());
    }

    @Override
    public Shape outputShape(Shape input) {
        Conv2dSpec conv = ShapeCheck.convBlock(input, in, out, window, pooling).conv();
        return Shape.of(conv.n(), conv.oh() / 2, conv.ow() / 2, out);
    }

    @Override
    public Map<String, Parameter> parameters() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        parameters.put("weight", weight);
        parameters.put("bias", bias);
        return parameters;
    }

    @Override
    public LayerConfig config() {
        LayerConfig sizes = LayerConfig.of("ConvBlock").with("in", in).with("out", out);
        return LayerFactory.withPooling(LayerFactory.withWindow(sizes, window), pooling);
    }
}
