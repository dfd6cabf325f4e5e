package dev.menny.benchmarks.nvidia;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A C library whose functions return a status, 0 if all went well. */
final class NativeLibrary {
    private final String name;
    private final SymbolLookup symbols;
    private final Map<String, MethodHandle> functions = new HashMap<>();

    private NativeLibrary(String name, SymbolLookup symbols) {
        this.name = name;
        this.symbols = symbols;
    }

    /**
     * The first of some libraries that the system's loader finds.
     *
     * @throws NvidiaException if it finds none
     */
    @SuppressWarnings("restricted") // calling native code is what this package is for
    static NativeLibrary first(Arena arena, List<String> names) {
        for (String name : names) {
            try {
                return new NativeLibrary(name, SymbolLookup.libraryLookup(name, arena));
            } catch (IllegalArgumentException e) {
                // not there: the next one may be
            }
        }
        throw new NvidiaException(
                "the loader finds none of %s: add its folder to LD_LIBRARY_PATH".formatted(String.join(", ", names)));
    }

    String name() {
        return name;
    }

    /**
     * Calls a function.
     *
     * @param parameters its types in C
     * @throws NvidiaException if there is none, or it returns another status than 0
     */
    void call(String function, List<MemoryLayout> parameters, Object... arguments) {
        int status;
        try {
            status = (int) handle(function, parameters).invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new NvidiaException("%s of %s cannot be called: %s".formatted(function, name, e));
        }
        if (status != 0) {
            throw new NvidiaException("%s of %s returned %d".formatted(function, name, status));
        }
    }

    @SuppressWarnings("restricted") // as above
    private MethodHandle handle(String function, List<MemoryLayout> parameters) {
        return functions.computeIfAbsent(
                function,
                key -> Linker.nativeLinker()
                        .downcallHandle(
                                symbols.find(key)
                                        .orElseThrow(() -> new NvidiaException("%s has no %s".formatted(name, key))),
                                FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters.toArray(MemoryLayout[]::new))));
    }
}
