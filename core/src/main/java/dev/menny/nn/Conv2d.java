package dev.menny.nn;

import dev.menny.autograd.ExecutionContext;
import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.Window;
import dev.menny.nn.function.Conv2dFunction;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.Shape;
import dev.menny.tensor.ShapeCheck;
import dev.menny.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A 2-D convolution: each output pixel is, per output channel, the sum of a window of the input weighted by a kernel,
 * plus a bias. (A cross-correlation, strictly: the kernel is not mirrored, as everywhere in this field.)
 *
 * <p>Shapes: input {@code [N,H,W,in]}, output {@code [N,H',W',out]} with {@code H' = (H + 2 pad - kernel) / stride + 1};
 * weight {@code [out,kH,kW,in]}, bias {@code [out]}.
 */
public final class Conv2d implements Layer {
    private final int in;
    private final int out;
    private final Window window;
    private final Parameter weight;
    private final @Nullable Parameter bias;

    /** A square kernel of odd size that keeps height and width, with bias. */
    public Conv2d(int in, int out, int kernel) {
        this(in, out, Window.same(kernel), true);
    }

    /**
     * A convolution.
     *
     * @param in input channels
     * @param out output channels
     * @param window kernel height and width, stride and padding
     * @param bias whether a bias is added
     */
    public Conv2d(int in, int out, Window window, boolean bias) {
        this.in = in;
        this.out = out;
        this.window = window;
        this.weight = new Parameter(
                Shape.of(out, window.height(), window.width(), in),
                Initializers.heUniform(window.height() * window.width() * in));
        this.bias = bias ? new Parameter(Shape.of(out), Initializers.zeros()) : null;
    }

    @Override
    public Tensor forward(ExecutionContext ctx, Tensor x) {
        Conv2dSpec spec = ShapeCheck.conv2d(x.shape(), in, out, window);
        return Conv2dFunction.apply(ctx, spec, x, weight.value(), bias == null ? null : bias.value());
    }

    @Override
    public Shape outputShape(Shape input) {
        Conv2dSpec spec = ShapeCheck.conv2d(input, in, out, window);
        return Shape.of(spec.n(), spec.oh(), spec.ow(), out);
    }

    @Override
    public Map<String, Parameter> parameters() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        parameters.put("weight", weight);
        if (bias != null) {
            parameters.put("bias", bias);
        }
        return parameters;
    }

    @Override
    public LayerConfig config() {
        LayerConfig sizes = LayerConfig.of("Conv2d").with("in", in).with("out", out);
        return LayerFactory.withWindow(sizes, window).with("bias", bias != null);
    }
}
