package dev.menny.cuda;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.DeviceMemoryException;
import dev.menny.cuda.Workspaces.Workspace;
import dev.menny.cuda.driver.ConvolutionPass;
import dev.menny.cuda.driver.ConvolutionPass.Algorithm;
import dev.menny.cuda.driver.ConvolutionPass.Operands;
import dev.menny.cuda.driver.CudaException;
import dev.menny.cuda.driver.DataType;
import dev.menny.cuda.driver.DevicePointer;
import dev.menny.cuda.driver.Dnn;
import dev.menny.cuda.driver.Products;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The convolutions met so far, and which algorithm of cuDNN's computes each: the fastest in a trial on the first operands,
 * or, where equal bits are wanted, cuDNN's own first choice among those that give them. Used under the queue's lock.
 */
final class ConvolutionPlans implements AutoCloseable {
    private final Dnn dnn;
    private final DataType type;
    private final Products products;
    private final boolean deterministic;
    private final CommandQueue queue;
    private final Workspaces workspaces;
    private final long workspaceLimit;
    private final LongSupplier freeBytes;
    private final Map<Conv2dSpec, ConvolutionPlan> plans = new HashMap<>();
    private final Map<ConvolutionPass, Algorithm> algorithms = new HashMap<>();

    /**
     * No plans yet.
     *
     * @param workspaceLimit the most bytes that an algorithm may work in
     * @param freeBytes what the device has left
     */
    ConvolutionPlans(
            Dnn dnn,
            DataType type,
            Products products,
            boolean deterministic,
            CommandQueue queue,
            Workspaces workspaces,
            long workspaceLimit,
            LongSupplier freeBytes) {
        this.dnn = dnn;
        this.type = type;
        this.products = products;
        this.deterministic = deterministic;
        this.queue = queue;
        this.workspaces = workspaces;
        this.workspaceLimit = workspaceLimit;
        this.freeBytes = freeBytes;
    }

    ConvolutionPlan of(Conv2dSpec spec) {
        return plans.computeIfAbsent(spec, key -> new ConvolutionPlan(dnn, key, type, products));
    }

    /** @param resultBytes how large the result is: a trial must not write to the real one, which may be added to */
    Algorithm algorithm(Conv2dSpec spec, ConvolutionPass pass, Operands operands, long resultBytes) {
        Algorithm known = algorithms.get(pass);
        if (known == null) {
            known = candidates(pass, operands, resultBytes).stream()
                    .filter(algorithm -> algorithm.deterministic() || !deterministic)
                    .findFirst()
                    .orElseThrow(() -> new CudaException(
                            "cuDNN has no %salgorithm in %s for [conv2d] %s, window %s, that works in %,d MiB"
                                    .formatted(
                                            deterministic ? "deterministic " : "",
                                            type,
                                            spec,
                                            spec.window(),
                                            workspaceLimit >> 20)));
            algorithms.put(pass, known);
        }
        return known;
    }

    private List<Algorithm> candidates(ConvolutionPass pass, Operands operands, long resultBytes) {
        if (deterministic) {
            return within(workspaceLimit, pass.estimate());
        }
        queue.flush();
        try (Workspace trial = workspaces.open()) {
            DevicePointer result = trial.bytes(resultBytes);
            DevicePointer room = trial.bytes(workspaceLimit);
            List<Algorithm> measured =
                    pass.measure(new Operands(operands.first(), operands.second(), result), room, workspaceLimit);
            queue.synchronize();
            trial.giveBack(); // more than any operation borrows
            return within(workspaceLimit, measured);
        } catch (DeviceMemoryException e) {
            // No room for a trial: what cuDNN would choose, of those that find some.
            return within(Math.min(workspaceLimit, freeBytes.getAsLong() / 2), pass.estimate());
        }
    }

    private static List<Algorithm> within(long workspaceBytes, List<Algorithm> algorithms) {
        return algorithms.stream()
                .filter(algorithm -> algorithm.workspaceBytes() <= workspaceBytes)
                .toList();
    }

    @Override
    public void close() {
        plans.values().forEach(ConvolutionPlan::close);
    }
}
