package dev.menny.cuda;

import static jcuda.driver.JCudaDriver.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import jcuda.NativePointerObject;
import jcuda.Pointer;
import jcuda.Sizeof;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUmodule;
import jcuda.driver.CUstream;
import jcuda.driver.CUstreamCaptureMode;
import jcuda.driver.JCudaDriver;
import jcuda.jcublas.JCublas2;
import jcuda.jcudnn.JCudnn;

/** Plain JCuda calls on the pretend GPU, for its own tests. */
final class PretendCuda implements AutoCloseable {
    static final Pointer ONE = Pointer.to(new float[] {1});
    static final Pointer ZERO = Pointer.to(new float[] {0});

    final CUstream stream = new CUstream();
    private final CUdevice device = new CUdevice();

    /** Loads the libraries of {@code menny.cuda.path}, then JCuda's, and makes the primary context current. */
    PretendCuda() throws IOException {
        loadLibraries();
        ok(cuInit(0));
        ok(cuDeviceGet(device, 0));
        CUcontext context = new CUcontext();
        ok(cuDevicePrimaryCtxRetain(context, device));
        ok(cuCtxSetCurrent(context));
        ok(cuStreamCreate(stream, 1));
    }

    @SuppressWarnings("restricted")
    private static void loadLibraries() throws IOException {
        Path folder = Path.of(System.getProperty("menny.cuda.path"));
        for (String library : List.of("libcuda.so.1", "libcublasLt.so.12", "libcublas.so.12", "libcudnn.so.9")) {
            System.load(folder.resolve(library).toString());
        }
        // JCuda takes its libraries from the folder for temporary files, if they lie there.
        String temporary =
                System.setProperty("java.io.tmpdir", PretendGpuBuild.natives().toString());
        try {
            JCudaDriver.setExceptionsEnabled(false);
            JCublas2.initialize();
            JCudnn.initialize();
        } finally {
            System.setProperty("java.io.tmpdir", temporary);
        }
    }

    @Override
    public void close() {
        ok(cuStreamDestroy(stream));
        ok(cuDevicePrimaryCtxRelease(device));
    }

    static void ok(int status) {
        assertThat(status).isZero();
    }

    int attribute(int attribute) {
        int[] value = new int[1];
        ok(cuDeviceGetAttribute(value, attribute, device));
        return value[0];
    }

    static CUdeviceptr allocate(long bytes) {
        CUdeviceptr pointer = new CUdeviceptr();
        ok(cuMemAlloc(pointer, bytes));
        return pointer;
    }

    static CUdeviceptr upload(float... values) {
        CUdeviceptr pointer = allocate((long) values.length * Sizeof.FLOAT);
        ok(cuMemcpyHtoD(pointer, Pointer.to(values), (long) values.length * Sizeof.FLOAT));
        return pointer;
    }

    /** As bfloat16; the values must be such numbers. */
    static CUdeviceptr uploadBf16(float... values) {
        short[] bits = new short[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (short) (Float.floatToRawIntBits(values[i]) >>> 16);
        }
        CUdeviceptr pointer = allocate((long) bits.length * Sizeof.SHORT);
        ok(cuMemcpyHtoD(pointer, Pointer.to(bits), (long) bits.length * Sizeof.SHORT));
        return pointer;
    }

    float[] download(CUdeviceptr pointer, int length) {
        float[] values = new float[length];
        ok(cuStreamSynchronize(stream));
        ok(cuMemcpyDtoH(Pointer.to(values), pointer, (long) length * Sizeof.FLOAT));
        return values;
    }

    float[] downloadBf16(CUdeviceptr pointer, int length) {
        short[] bits = new short[length];
        ok(cuStreamSynchronize(stream));
        ok(cuMemcpyDtoH(Pointer.to(bits), pointer, (long) length * Sizeof.SHORT));
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = Float.intBitsToFloat(bits[i] << 16);
        }
        return values;
    }

    static void free(CUdeviceptr... pointers) {
        for (CUdeviceptr pointer : pointers) {
            ok(cuMemFree(pointer));
        }
    }

    /** A module of PTX that has nothing but the names of kernels. */
    static byte[] ptx(String... kernels) {
        StringBuilder text = new StringBuilder("// Names only.\n.version 8.0\n.target sm_75\n.address_size 64\n");
        Arrays.stream(kernels).forEach(kernel -> text.append(".visible .entry " + kernel + "(\n)\n{\n}\n"));
        return text.append('\0').toString().getBytes(StandardCharsets.US_ASCII);
    }

    static CUmodule module(String... kernels) {
        CUmodule module = new CUmodule();
        ok(cuModuleLoadData(module, ptx(kernels)));
        return module;
    }

    static CUfunction kernel(String name) {
        CUfunction function = new CUfunction();
        ok(cuModuleGetFunction(function, module(name), name));
        return function;
    }

    /** Launches a kernel of one block and gives the status. Arguments are device pointers, ints, longs and floats. */
    int launch(CUfunction kernel, int threads, int sharedBytes, Object... arguments) {
        NativePointerObject[] pointers = new NativePointerObject[arguments.length];
        for (int i = 0; i < pointers.length; i++) {
            pointers[i] = switch (arguments[i]) {
                case Integer value -> Pointer.to(new int[] {value});
                case Long value -> Pointer.to(new long[] {value});
                case Float value -> Pointer.to(new float[] {value});
                default -> Pointer.to((NativePointerObject) arguments[i]);
            };
        }
        return cuLaunchKernel(kernel, 1, 1, 1, threads, 1, 1, sharedBytes, stream, Pointer.to(pointers), null);
    }

    int beginCapture() {
        return cuStreamBeginCapture(stream, CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL);
    }

    /** Records what a piece of code gives the stream. */
    CUgraphExec capture(Runnable work) {
        ok(beginCapture());
        work.run();
        CUgraph graph = new CUgraph();
        ok(cuStreamEndCapture(stream, graph));
        CUgraphExec executable = new CUgraphExec();
        ok(cuGraphInstantiate(executable, graph, 0));
        ok(cuGraphDestroy(graph));
        ok(cuGraphUpload(executable, stream));
        return executable;
    }
}
