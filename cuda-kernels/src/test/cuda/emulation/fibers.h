#pragma once
// The threads of a block as fibers of one thread of the operating system: barriers, shuffles and shared memory.

#include <ucontext.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "cuda_language.h"

inline dim3 threadIdx, blockIdx, blockDim, gridDim;

namespace emulation {

enum class State { kNew, kReady, kAtBlockBarrier, kAtWarpBarrier, kDone };

constexpr size_t kWarp = 32;
constexpr size_t kMostThreads = 1024;
constexpr size_t kMostSharedBytes = 227 << 10;
constexpr size_t kStackBytes = 256 << 10;

// A stack that runs threads of a block, one after the other as long as none waits.
struct Fiber {
    ucontext_t context;
    std::unique_ptr<char[]> stack;
};

struct Thread {
    State state;
    Fiber* fiber;  // the stack on which it waits
    uint64_t exchanged;
};

[[noreturn]] inline void fail(const char* what) {
    fprintf(stderr, "emulation: %s (block %u %u %u)\n", what, blockIdx.x, blockIdx.y, blockIdx.z);
    abort();
}

// Shared memory of the running block. Fresh blocks find NaN in it, never what an earlier block left there.
class SharedMemory {
public:
    template <class T>
    T& variable(const void* key) {
        std::unique_ptr<Bytes>& found = variables[key];
        if (!found) {
            found.reset(new Bytes(sizeof(T)));
        }
        return *reinterpret_cast<T*>(found->data.get());
    }
    void* dynamic() {
        return launched->data.get();
    }
    bool holds(const void* address) const {
        bool found = launched && launched->holds(address);
        for (auto& entry : variables) {
            found |= entry.second->holds(address);
        }
        return found;
    }
    void launch(size_t bytes) {
        variables.clear();
        launched.reset(new Bytes(bytes));
    }
    void startBlock() {
        launched->forget();
        size_t used = launched->size;
        for (auto& entry : variables) {
            entry.second->forget();
            used += entry.second->size;
        }
        if (used > kMostSharedBytes) {
            fail("more shared memory than a GPU has");
        }
    }

private:
    struct Bytes {
        std::unique_ptr<char[]> data;
        size_t size;
        explicit Bytes(size_t bytes) : data(new char[bytes]), size(bytes) {
            forget();
        }
        void forget() {
            memset(data.get(), 0xff, size);
        }
        bool holds(const void* address) const {
            return address >= data.get() && address < data.get() + size;
        }
    };
    std::map<const void*, std::unique_ptr<Bytes>> variables;
    std::unique_ptr<Bytes> launched;
};

class Block {
public:
    SharedMemory shared;

    void prepare(size_t count, std::function<void()> kernel) {
        threads.resize(count);
        body = std::move(kernel);
    }

    // Runs all threads of the block at blockIdx to their ends.
    void run() {
        for (Thread& thread : threads) {
            thread.state = State::kNew;
        }
        shared.startBlock();
        size_t warps = (threads.size() + kWarp - 1) / kWarp;
        while (true) {
            for (size_t i = 0; i < warps; i++) {
                runWarp((reverse ? warps - 1 - i : i) * kWarp);
            }
            size_t done = count(0, threads.size(), State::kDone);
            if (done == threads.size()) {
                return;
            }
            if (count(0, threads.size(), State::kAtBlockBarrier) != threads.size()) {
                fail("divergent barrier: not all threads came to the same one");
            }
            release(0, threads.size(), State::kAtBlockBarrier);
        }
    }

    void wait(State barrier) {
        Thread& thread = threads[current];
        thread.state = barrier;
        thread.fiber = running;
        swapcontext(&running->context, &scheduler);
    }

    // The value that another lane of the warp brings to the same exchange; the own one where there is no such lane.
    template <class T>
    T exchange(T value, size_t lane) {
        static_assert(sizeof(T) <= sizeof(uint64_t), "a shuffle moves at most 8 bytes");
        size_t self = current;
        size_t source = self / kWarp * kWarp + lane;
        memcpy(&threads[self].exchanged, &value, sizeof value);
        wait(State::kAtWarpBarrier);
        T result = value;
        if (lane < kWarp && source < threads.size()) {
            memcpy(&result, &threads[source].exchanged, sizeof result);
        }
        wait(State::kAtWarpBarrier);
        return result;
    }

    size_t lane() const {
        return current % kWarp;
    }

private:
    std::vector<Thread> threads;
    std::vector<std::unique_ptr<Fiber>> fibers;
    std::vector<Fiber*> idle;
    std::function<void()> body;
    ucontext_t scheduler;
    Fiber* running = nullptr;
    size_t current = 0;
    size_t warpBegin = 0;
    size_t warpStep = 0;
    size_t warpSize = 0;
    const bool reverse = getenv("EMU_REVERSE") != nullptr;

    size_t count(size_t from, size_t to, State state) const {
        return std::count_if(&threads[0] + from, &threads[0] + to, [=](auto& t) { return t.state == state; });
    }

    void release(size_t from, size_t to, State barrier) {
        for (size_t i = from; i < to; i++) {
            threads[i].state = threads[i].state == barrier ? State::kReady : threads[i].state;
        }
    }

    // Runs the threads of a warp until all of them are done or wait for other warps.
    void runWarp(size_t begin) {
        size_t end = std::min(begin + kWarp, threads.size());
        warpBegin = begin;
        warpSize = end - begin;
        size_t waiting;
        do {
            for (warpStep = 0; warpStep < warpSize; warpStep++) {
                current = threadAt(warpStep);
                if (threads[current].state == State::kReady) {
                    resume(threads[current].fiber);
                } else if (threads[current].state == State::kNew) {
                    resume(idleFiber());
                }
            }
            waiting = count(begin, end, State::kAtWarpBarrier);
            if (waiting != 0 && waiting != warpSize) {
                fail(
                    "divergent warp: not all lanes came to the same barrier or "
                    "shuffle");
            }
            release(begin, end, State::kAtWarpBarrier);
        } while (waiting != 0);
    }

    size_t threadAt(size_t step) const {
        return reverse ? warpBegin + warpSize - 1 - step : warpBegin + step;
    }

    void resume(Fiber* fiber) {
        running = fiber;
        threadIdx = position(current);
        swapcontext(&scheduler, &fiber->context);
    }

    static dim3 position(size_t thread) {
        unsigned i = (unsigned)thread;
        return dim3(i % blockDim.x, i / blockDim.x % blockDim.y, i / blockDim.x / blockDim.y);
    }

    Fiber* idleFiber() {
        if (idle.empty()) {
            fibers.emplace_back(new Fiber);
            Fiber* fiber = fibers.back().get();
            fiber->stack.reset(new char[kStackBytes]);
            getcontext(&fiber->context);
            fiber->context.uc_stack.ss_sp = fiber->stack.get();
            fiber->context.uc_stack.ss_size = kStackBytes;
            fiber->context.uc_link = nullptr;
            makecontext(&fiber->context, &Block::fiberMain, 0);
            idle.push_back(fiber);
        }
        Fiber* fiber = idle.back();
        idle.pop_back();
        return fiber;
    }

    static void fiberMain();

    // Runs new threads in the scheduler's order, back to back while none of them waits.
    void runNewThreads() {
        Fiber* self = running;
        while (true) {
            body();
            threads[current].state = State::kDone;
            if (warpStep + 1 < warpSize && threads[threadAt(warpStep + 1)].state == State::kNew) {
                warpStep++;
                current = threadAt(warpStep);
                threadIdx = position(current);
            } else {
                idle.push_back(self);
                swapcontext(&self->context, &scheduler);
            }
        }
    }
};

inline Block theBlock;

inline void Block::fiberMain() {
    theBlock.runNewThreads();
}

// One kernel launch, blocks in turn.
inline void runGrid(dim3 grid, dim3 block, size_t sharedBytes, std::function<void()> kernel) {
    gridDim = grid;
    blockDim = block;
    size_t threads = (size_t)block.x * block.y * block.z;
    if (threads == 0 || threads > kMostThreads || grid.x * grid.y * grid.z == 0) {
        fail("a launch of no or too many threads");
    }
    theBlock.shared.launch(sharedBytes);
    theBlock.prepare(threads, std::move(kernel));
    for (unsigned z = 0; z < grid.z; z++) {
        for (unsigned y = 0; y < grid.y; y++) {
            for (unsigned x = 0; x < grid.x; x++) {
                blockIdx = dim3(x, y, z);
                theBlock.run();
            }
        }
    }
}

}  // namespace emulation

#define SHARED(type_, name)     \
    static char name##_key = 0; \
    auto& name = emulation::theBlock.shared.variable<type_>(&name##_key)
#define DYNAMIC_SHARED(type_, name) type_* name = static_cast<type_*>(emulation::theBlock.shared.dynamic())

inline void __syncthreads() {
    emulation::theBlock.wait(emulation::State::kAtBlockBarrier);
}
inline void __syncwarp(unsigned = ~0u) {
    emulation::theBlock.wait(emulation::State::kAtWarpBarrier);
}
template <class T>
T __shfl_sync(unsigned, T value, int lane) {
    return emulation::theBlock.exchange(value, (size_t)lane % emulation::kWarp);
}
template <class T>
T __shfl_xor_sync(unsigned, T value, int mask) {
    return emulation::theBlock.exchange(value, emulation::theBlock.lane() ^ (size_t)mask);
}
template <class T>
T __shfl_down_sync(unsigned, T value, int distance) {
    return emulation::theBlock.exchange(value, emulation::theBlock.lane() + (size_t)distance);
}

// An instruction for global memory: on a GPU an address in shared memory ends the kernel.
template <class T>
void __stwb(T* address, T value) {
    if (emulation::theBlock.shared.holds(address)) {
        emulation::fail("a store to global memory with an address in shared memory");
    }
    *address = value;
}
