package dev.menny.benchmarks.workload;

import dev.menny.benchmarks.UserError;
import java.util.Map;

/** Turns a benchmark's name and parameters, as JMH writes them, into work. */
public final class Works {
    private Works() {}

    /**
     * The work of a benchmark.
     *
     * @param benchmark class and method, with or without the package
     * @param parameters JMH's
     * @throws UserError if the parameters do not fit
     */
    public static Work of(String benchmark, Map<String, String> parameters) {
        String name = simpleName(benchmark);
        return switch (name) {
            case "ConvBenchmark.forward" -> conv(ConvPass.FORWARD, parameters);
            case "ConvBenchmark.backwardData" -> conv(ConvPass.BACKWARD_DATA, parameters);
            case "ConvBenchmark.backwardFilter" -> conv(ConvPass.BACKWARD_FILTER, parameters);
            case "ConvBenchmark.forwardAndGradients" -> conv(ConvPass.FORWARD_AND_GRADIENTS, parameters);
            case "ConvBenchmark.blockForward" -> conv(ConvPass.BLOCK_FORWARD, parameters);
            case "ConvBenchmark.blockForwardAndGradients" -> conv(ConvPass.BLOCK_FORWARD_AND_GRADIENTS, parameters);
            case "LinearBenchmark.forward" -> linear(LinearWork.Pass.FORWARD, parameters);
            case "LinearBenchmark.backwardData" -> linear(LinearWork.Pass.BACKWARD_DATA, parameters);
            case "LinearBenchmark.backwardFilter" -> linear(LinearWork.Pass.BACKWARD_FILTER, parameters);
            case "AdamWBenchmark.step" -> new AdamWWork(number(parameters, "size"));
            case "TrainStepBenchmark.step" -> network(NetworkWork.Pass.STEP, parameters);
            case "TrainStepBenchmark.forwardBackward" -> network(NetworkWork.Pass.FORWARD_BACKWARD, parameters);
            case "InferenceBenchmark.latency" -> network(NetworkWork.Pass.INFERENCE, parameters);
            default -> throw new IllegalArgumentException("no work is known for " + name);
        };
    }

    /** Class and method without the package. */
    public static String simpleName(String benchmark) {
        String[] parts = benchmark.split("\\.", -1);
        return parts.length < 2 ? benchmark : parts[parts.length - 2] + "." + parts[parts.length - 1];
    }

    /** What the parameters say about where work is done. */
    public static Setting setting(Map<String, String> parameters) {
        return new Setting(text(parameters, "device"), number(parameters, "threads"), text(parameters, "precision"));
    }

    private static ConvWork conv(ConvPass pass, Map<String, String> parameters) {
        return new ConvWork(ConvShape.parse(text(parameters, "size")), pass);
    }

    private static LinearWork linear(LinearWork.Pass pass, Map<String, String> parameters) {
        String[] sizes = text(parameters, "size").split("-", -1);
        if (sizes.length != 2) {
            throw new UserError(
                    "size '%s': write it as 524288-512, input and output features".formatted(text(parameters, "size")));
        }
        return new LinearWork(number(parameters, "batch"), number("size", sizes[0]), number("size", sizes[1]), pass);
    }

    private static NetworkWork network(NetworkWork.Pass pass, Map<String, String> parameters) {
        return new NetworkWork(
                Network.named(text(parameters, "model")),
                number(parameters, "size"),
                number(parameters, "batch"),
                pass);
    }

    private static String text(Map<String, String> parameters, String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the parameter %s is missing in %s".formatted(name, parameters));
        }
        return value;
    }

    private static int number(Map<String, String> parameters, String name) {
        return number(name, text(parameters, name));
    }

    private static int number(String name, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, like a number that is too small
        }
        throw new UserError("%s '%s': expected a whole number above 0".formatted(name, text));
    }
}
