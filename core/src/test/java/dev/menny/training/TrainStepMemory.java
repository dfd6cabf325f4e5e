package dev.menny.training;

import com.sun.management.ThreadMXBean;
import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.RandomStream;
import dev.menny.autograd.Tape;
import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.Pooling;
import dev.menny.nn.MennyModels;
import dev.menny.nn.Sequential;
import dev.menny.nn.SoftmaxCrossEntropy;
import dev.menny.optim.AdamW;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trains Simple on 128x128 images for a test that starts a Java of its own; prints what a step takes. */
final class TrainStepMemory {
    private static final int BATCH = 16;
    private static final int WARM = 100;
    // By then the compiler has seen to the last loop: before that, vectors live on the heap.
    private static final int COMPILED = 700;
    private static final int STEPS = 1100;

    private TrainStepMemory() {}

    /** Prints the bytes allocated a step, and by how many bytes the resident memory has grown. */
    public static void main(String[] arguments) throws IOException {
        Shape images = Shape.of(BATCH, 128, 128, 3);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Backend backend = Backends.open("vector", 2);
                Sequential model =
                        MennyModels.simple(images, 4, Pooling.AVERAGE, 0.2f).initialize(backend, 1);
                Scope scope = Scope.open(backend)) {
            AdamW optimizer = new AdamW(1e-5);
            RandomStream dropout = RandomStream.of(1);
            Batch batch = Batch.of(images, 4, 1);
            long resident = 0;
            long allocated = 0;
            for (int step = 0; step < STEPS; step++) {
                if (step == WARM) {
                    resident = residentBytes();
                }
                if (step == COMPILED) {
                    allocated = threads.getTotalThreadAllocatedBytes();
                }
                Tape tape = new Tape(scope);
                ExecutionContext ctx = ExecutionContext.training(tape, dropout);
                Tensor logits = model.forward(ctx, batch.images(scope));
                tape.backward(new SoftmaxCrossEntropy().forward(ctx, logits, batch.labels()));
                optimizer.step(model.arena());
                scope.reset();
            }
            long perStep = (threads.getTotalThreadAllocatedBytes() - allocated) / (STEPS - COMPILED);
            System.out.println(perStep + " " + (residentBytes() - resident));
        }
    }

    private static long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}
