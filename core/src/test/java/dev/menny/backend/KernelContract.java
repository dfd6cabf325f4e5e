package dev.menny.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The test that every backend passes: all kernels, over awkward sizes, against the reference. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class KernelContract {
    private final Backend reference = Backends.open("reference", 1);

    /** The backend under test, the same one at each call. */
    protected abstract Backend backend();

    /** What it is tried under. */
    protected Conditions conditions() {
        return Conditions.PLAIN;
    }

    @TestFactory
    Stream<DynamicTest> convolution() {
        return tests(ConvolutionCases.all());
    }

    @TestFactory
    Stream<DynamicTest> convolutionBlock() {
        return tests(ConvBlockCases.all());
    }

    @TestFactory
    Stream<DynamicTest> pooling() {
        return tests(PoolingCases.all());
    }

    @TestFactory
    Stream<DynamicTest> linear() {
        return tests(LinearCases.all());
    }

    @TestFactory
    Stream<DynamicTest> elementwise() {
        return tests(ElementwiseCases.all());
    }

    @TestFactory
    Stream<DynamicTest> sampling() {
        return tests(SamplingCases.all());
    }

    @TestFactory
    Stream<DynamicTest> softmax() {
        return tests(SoftmaxCases.all());
    }

    @TestFactory
    Stream<DynamicTest> squareSums() {
        return tests(SquareSumCases.all());
    }

    @TestFactory
    Stream<DynamicTest> optimizers() {
        return tests(OptimizerCases.all());
    }

    private Stream<DynamicTest> tests(Stream<ContractCase> cases) {
        Contract contract = new Contract(reference, backend(), conditions());
        return cases.map(operation -> DynamicTest.dynamicTest(operation.name(), () -> contract.check(operation)));
    }

    /** Values are far from zero, so that an element is zero if and only if it was dropped. */
    @Test
    void dropoutDropsWhatTheGeneratorSays() {
        DropoutSpec spec = new DropoutSpec(10_007, 0.3f, 42, 12);
        DeviceMemory memory = backend().memory();
        DeviceBuffer x = memory.allocate(BufferKind.F32, spec.length());
        DeviceBuffer y = memory.allocate(BufferKind.F32, spec.length());
        memory.fill(x, 2);
        backend().kernels().dropout(spec, x, GradientBuffer.overwrite(y));
        backend().synchronize();
        float[] values = new float[(int) spec.length()];
        memory.download(y, values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            boolean kept = Philox.uniform(spec.seed(), spec.offset() + i) >= spec.probability();
            assertThat(values[i]).as("element %d", i).isEqualTo(kept ? 2 * spec.scale() : 0);
        }
    }

    /** Rows of dy that add up to nothing, over equal rows of x: rounding must not leave less than nothing. */
    @Test
    void theSquareSumOfWhatCancelsIsNotNegative() {
        LinearSpec layer = new LinearSpec(3, 100, 7);
        Buffers buffers = new Buffers(backend());
        for (int i = 0; i < 100; i++) {
            float[] x = SquareSumCases.repeated(Data.uniform("x" + i, layer.in()), layer.n());
            float[] dy = Data.coarse("dy" + i, 3L * layer.out());
            for (int o = 0; o < layer.out(); o++) {
                dy[o] /= 3;
                dy[layer.out() + o] /= 7;
                dy[2 * layer.out() + o] = -dy[o] - dy[layer.out() + o];
            }
            double sum = backend().kernels().outerSumOfSquares(layer, buffers.of(x), buffers.of(dy));
            assertThat(sum).isBetween(0.0, 1e-10);
        }
    }

    @Test
    void mayBeUsedByManyThreadsAtOnce() {
        Contract contract = new Contract(reference, backend(), conditions());
        Stream<ContractCase> some = Stream.of(ConvBlockCases.all(), LinearCases.all())
                .flatMap(all -> all.skip(40).limit(60));
        List<ContractCase> cases = Stream.concat(some, SquareSumCases.all()).toList();
        cases.parallelStream().forEach(contract::check);
    }

    @AfterAll
    void closeReference() {
        reference.close();
    }
}
