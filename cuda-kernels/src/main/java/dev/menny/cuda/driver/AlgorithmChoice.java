package dev.menny.cuda.driver;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jcuda.jcudnn.cudnnDeterminism;

/** What the three passes have in common: they choose among what cuDNN offers. cuDNN has functions of its own for each. */
abstract class AlgorithmChoice implements ConvolutionPass {
    /** The most algorithms that are looked at; more than cuDNN has. */
    static final int MOST = 16;

    /**
     * An offer of cuDNN's.
     *
     * @param number cuDNN's name for the algorithm
     * @param status 0 if it can do it
     */
    record Offer(int number, int status, int determinism) {}

    /** cuDNN's offers after trying all it has, the fastest first. */
    abstract Stream<Offer> tried(Operands operands, DevicePointer workspace, long workspaceBytes);

    /** cuDNN's offers by its own estimation. */
    abstract Stream<Offer> estimated();

    /** Asks how much an algorithm works in; returns cuDNN's status. */
    abstract int workspaceSize(int number, long[] bytes);

    @Override
    public List<Algorithm> measure(Operands operands, DevicePointer workspace, long workspaceBytes) {
        return usable(tried(operands, workspace, workspaceBytes).toList());
    }

    @Override
    public List<Algorithm> estimate() {
        return usable(estimated().toList());
    }

    /**
     * The algorithms that can multiply as described. cuDNN offers some for other ways to multiply as well, but does not name a
     * size of workspace for those.
     */
    private List<Algorithm> usable(List<Offer> offers) {
        List<Offer> able = offers.stream().filter(offer -> offer.status() == 0).toList();
        return able.stream()
                .map(Offer::number)
                .distinct()
                .flatMap(number -> algorithm(number, able).stream())
                .toList();
    }

    private Optional<Algorithm> algorithm(int number, List<Offer> able) {
        long[] bytes = new long[1];
        if (workspaceSize(number, bytes) != 0) {
            return Optional.empty();
        }
        boolean deterministic = able.stream()
                .filter(offer -> offer.number() == number)
                .allMatch(offer -> offer.determinism() == cudnnDeterminism.CUDNN_DETERMINISTIC);
        return Optional.of(new Algorithm(number, bytes[0], deterministic));
    }
}
