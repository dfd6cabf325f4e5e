package dev.menny.benchmarks.loop;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.menny.benchmarks.workload.AdamWWork;
import dev.menny.benchmarks.workload.Workload;
import dev.menny.optim.AdamW;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** AdamW as a C loop over memory of its own. */
final class LoopAdamW implements Workload {
    // As Menny's side has it.
    private static final long STEP = 100;
    private static final FunctionDescriptor ALLOCATE = FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_FLOAT);
    private static final FunctionDescriptor RELEASE = FunctionDescriptor.ofVoid(ADDRESS);
    private static final FunctionDescriptor GET = FunctionDescriptor.of(JAVA_FLOAT, ADDRESS, JAVA_LONG);
    private static final FunctionDescriptor ADAMW = FunctionDescriptor.ofVoid(
            JAVA_LONG,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            JAVA_FLOAT,
            JAVA_FLOAT,
            JAVA_FLOAT,
            JAVA_FLOAT,
            JAVA_FLOAT,
            JAVA_FLOAT);

    private final CompiledLoop library;
    private final MethodHandle allocate;
    private final MethodHandle release;
    private final MethodHandle step;
    private final int length;
    private final MemorySegment w;
    private final MemorySegment g;
    private final MemorySegment m;
    private final MemorySegment v;

    LoopAdamW(CompiledLoop library, AdamWWork work) {
        this.library = library;
        this.allocate = library.function("menny_allocate", ALLOCATE);
        this.release = library.function("menny_release", RELEASE);
        this.step = library.function("menny_adamw", ADAMW);
        this.length = work.parameters();
        this.w = filled(1f);
        this.g = filled(0.1f);
        this.m = filled(0.1f);
        this.v = filled(0.01f);
    }

    private MemorySegment filled(float value) {
        MemorySegment block = (MemorySegment) call(() -> allocate.invoke((long) length, value));
        if (block.equals(MemorySegment.NULL)) {
            throw new OutOfMemoryError("no memory for %,d floats of the C loop".formatted(length));
        }
        return block;
    }

    @Override
    public void run() {
        float rate = (float) (AdamWWork.LEARNING_RATE / (1 - Math.pow(AdamW.BETA1, STEP)));
        float keep = (float) (1 - AdamWWork.LEARNING_RATE * AdamWWork.WEIGHT_DECAY);
        float correction2 = (float) (1 / (1 - Math.pow(AdamW.BETA2, STEP)));
        call(() -> step.invoke(
                (long) length, w, g, m, v, (float) AdamW.BETA1, (float) AdamW.BETA2, keep, rate, correction2, (float)
                        AdamW.EPSILON));
    }

    /** A weight, for whoever checks what the loop computes. */
    float weight(long index) {
        MethodHandle get = library.function("menny_get", GET);
        return (float) call(() -> get.invoke(w, index));
    }

    private interface NativeCall {
        Object invoke() throws Throwable;
    }

    private static Object call(NativeCall function) {
        try {
            return function.invoke();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (MemorySegment block : List.of(w, g, m, v)) {
            call(() -> release.invoke(block));
        }
        library.close();
    }
}
