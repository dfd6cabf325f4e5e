// The kernels themselves, compiled for the CPU, and how cuLaunchKernel's untyped arguments become theirs.
#include "all.cu"

#include <tuple>
#include <type_traits>

#include "kernels.h"

namespace pretend {
namespace {

template <class T>
void collectPointer(T argument, std::vector<Range>& pointers) {
    if constexpr (std::is_pointer_v<T>) {
        if (argument != nullptr) {
            pointers.push_back({argument, 0});
        }
    }
}

template <class... T, size_t... I>
std::tuple<T...> copyArguments(void** arguments, std::index_sequence<I...>) {
    return {*(const T*)arguments[I]...};
}

template <class... T>
Kernel describe(const char* name, void (*kernel)(T...)) {
    return {name, [kernel](void** arguments) {
                std::tuple<T...> copied = copyArguments<T...>(arguments, std::index_sequence_for<T...>());
                BoundKernel bound;
                std::apply([&](T... each) { (collectPointer(each, bound.pointers), ...); }, copied);
                bound.thread = [=] { std::apply(kernel, copied); };
                return bound;
            }};
}

}  // namespace

const std::vector<Kernel>& allKernels() {
#define KERNEL(name) describe(#name, &::name),
    static const std::vector<Kernel> kernels = {
#include "kernel_table.inc"  // made by build.sh: one KERNEL(name) for each kernel of all.cu
    };
#undef KERNEL
    return kernels;
}

void run(const LaunchShape& shape, const std::function<void()>& thread) {
    dim3 grid(shape.grid[0], shape.grid[1], shape.grid[2]);
    dim3 block(shape.block[0], shape.block[1], shape.block[2]);
    emulation::runGrid(grid, block, shape.sharedBytes, thread);
}

}  // namespace pretend
