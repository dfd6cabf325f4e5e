package dev.menny.witness;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the witness file: {@code Generator FILE}.
 *
 * <p>Every case is computed in double precision and rounded once to float32, so that the stored values do not depend on
 * the order in which a processor adds. The same case in PyTorch's float32 must come within a fifth of the tests'
 * tolerance of them, which shows that the tolerance is fair. If it does not, or if the inputs make a poor witness
 * otherwise, others are drawn.
 */
public final class Generator {
    private static final int MOST_ATTEMPTS = 10_000;
    private static final double FAIR = 2e-6;

    private Generator() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("usage: Generator FILE (the safetensors file to write)");
            System.exit(2);
        }
        SafetensorsFile file = new SafetensorsFile();
        file.note("source", "PyTorch " + Engine.getInstance().getVersion() + " through DJL " + Engine.getDjlVersion());
        file.note("arithmetic", "float64, rounded to float32");
        for (WitnessCase witness : cases()) {
            int attempt = add(witness, file);
            System.out.println(witness.name() + ": draw " + attempt);
        }
        file.write(Path.of(arguments[0]).toAbsolutePath().normalize());
    }

    private static List<WitnessCase> cases() {
        List<WitnessCase> cases = new ArrayList<>(OpCases.all());
        cases.add(new CrossEntropyCase("softmax_cross_entropy"));
        cases.add(ModelCase.simple());
        cases.add(ModelCase.complex());
        cases.add(OptimizerCase.adamW(1e-2));
        cases.add(OptimizerCase.sgd());
        return cases;
    }

    /** Draws until the case is sound, and tells at which attempt that was. */
    private static int add(WitnessCase witness, SafetensorsFile file) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Map<String, Values> inputs = witness.inputs(new Draw(witness.name(), attempt));
            Optional<Map<String, Result>> outputs = soundOutputs(witness, inputs);
            if (outputs.isPresent()) {
                inputs.forEach((name, values) -> file.put(witness.name() + "/" + name, values));
                outputs.get().forEach((name, result) -> file.put(witness.name() + "/" + name, result.rounded()));
                witness.settings().forEach((key, value) -> file.note(witness.name() + "/" + key, value));
                file.note(witness.name() + "/draw", attempt);
                return attempt;
            }
        }
        throw new IllegalStateException(witness.name() + ": no sound inputs in " + MOST_ATTEMPTS + " draws");
    }

    private static Optional<Map<String, Result>> soundOutputs(WitnessCase witness, Map<String, Values> inputs) {
        try {
            Map<String, Result> exact = compute(witness, inputs, DataType.FLOAT64);
            return fair(exact, compute(witness, inputs, DataType.FLOAT32)) ? Optional.of(exact) : Optional.empty();
        } catch (Soundness.UnsoundException refused) {
            return Optional.empty();
        }
    }

    /** A result before rounding. */
    private record Result(long[] shape, double[] data) {
        Values rounded() {
            float[] floats = new float[data.length];
            for (int i = 0; i < data.length; i++) {
                floats[i] = (float) data[i];
            }
            return Values.floats(shape, floats);
        }
    }

    private static Map<String, Result> compute(WitnessCase witness, Map<String, Values> inputs, DataType type) {
        Map<String, Result> results = new TreeMap<>();
        try (Torch torch = new Torch(type)) {
            witness.outputs(torch, inputs)
                    .forEach((name, array) ->
                            results.put(name, new Result(array.getShape().getShape(), Torch.doubles(array))));
        }
        return results;
    }

    private static boolean fair(Map<String, Result> exact, Map<String, Result> single) {
        for (Map.Entry<String, Result> entry : exact.entrySet()) {
            double[] expected = entry.getValue().data();
            double[] came = single.get(entry.getKey()).data();
            for (int i = 0; i < expected.length; i++) {
                if (Math.abs(expected[i] - came[i]) > FAIR * Math.max(1, Math.abs(expected[i]))) {
                    return false;
                }
            }
        }
        return true;
    }
}
