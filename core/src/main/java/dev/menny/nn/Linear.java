package dev.menny.nn;

import dev.menny.autograd.ExecutionContext;
import dev.menny.nn.function.LinearFunction;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.Shape;
import dev.menny.tensor.ShapeCheck;
import dev.menny.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer: {@code y = x Wᵀ + b}.
 *
 * <p>Shapes: input {@code [N,in]}, output {@code [N,out]}; weight {@code [out,in]}, bias {@code [out]}.
 */
public final class Linear implements Layer {
    private final int in;
    private final int out;
    private final Parameter weight;
    private final @Nullable Parameter bias;

    /** A layer with bias. */
    public Linear(int in, int out) {
        this(in, out, true);
    }

    /**
     * A layer.
     *
     * @param in input features
     * @param out output features
     * @param bias whether a bias is added
     */
    public Linear(int in, int out, boolean bias) {
        this.in = in;
        this.out = out;
        this.weight = new Parameter(Shape.of(out, in), Initializers.heUniform(in));
        this.bias = bias ? new Parameter(Shape.of(out), Initializers.zeros()) : null;
    }

    @Override
    public Tensor forward(ExecutionContext ctx, Tensor x) {
        return LinearFunction.apply(
                ctx, ShapeCheck.linear(x.shape(), in, out), x, weight.value(), bias == null ? null : bias.value());
    }

    @Override
    public Shape outputShape(Shape input) {
        return Shape.of(ShapeCheck.linear(input, in, out).n(), out);
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
        return LayerConfig.of("Linear").with("in", in).with("out", out).with("bias", bias != null);
    }
}
