#include "memory.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace pretend {
namespace {

constexpr size_t kGuardBytes = 512;  // also the alignment
constexpr unsigned char kGuardByte = 0xa5;
constexpr unsigned char kFreshByte = 0xff;             // NaN in float, bfloat16 and double
constexpr size_t kMostFreshBytes = (size_t)256 << 20;  // so that an allocation of gigabytes costs no gigabytes

size_t rounded(size_t bytes) {
    return (bytes + kGuardBytes - 1) / kGuardBytes * kGuardBytes;
}

bool mendGuard(unsigned char* guard) {
    bool intact = std::all_of(guard, guard + kGuardBytes, [](unsigned char byte) { return byte == kGuardByte; });
    if (!intact) {
        memset(guard, kGuardByte, kGuardBytes);
    }
    return intact;
}

}  // namespace

void* Heap::allocate(size_t bytes) {
    auto* block = (unsigned char*)std::aligned_alloc(kGuardBytes, kGuardBytes + rounded(bytes) + kGuardBytes);
    if (block == nullptr) {
        return nullptr;
    }
    unsigned char* begin = block + kGuardBytes;
    memset(block, kGuardByte, kGuardBytes);
    memset(begin, kFreshByte, std::min(bytes, kMostFreshBytes));
    memset(begin + bytes, kGuardByte, kGuardBytes);
    sizes[begin] = bytes;
    total += bytes;
    return begin;
}

bool Heap::free(void* begin) {
    auto found = sizes.find((unsigned char*)begin);
    if (found == sizes.end()) {
        return false;
    }
    total -= found->second;
    std::free(found->first - kGuardBytes);
    sizes.erase(found);
    return true;
}

void Heap::freeAll() {
    while (!sizes.empty()) {
        free(sizes.begin()->first);
    }
}

Range Heap::allocationAt(const void* address) const {
    auto after = sizes.upper_bound((unsigned char*)address);
    if (after == sizes.begin()) {
        return {nullptr, 0};
    }
    auto [begin, bytes] = *std::prev(after);
    return address <= begin + bytes ? Range{begin, bytes} : Range{nullptr, 0};
}

bool Heap::contains(Range range) const {
    Range around = allocationAt(range.begin);
    size_t offset = (const unsigned char*)range.begin - (const unsigned char*)around.begin;
    return around.begin != nullptr && range.bytes <= around.bytes - offset;
}

bool Heap::guardsIntact(const std::string& lastUser) {
    bool all = true;
    for (auto [begin, bytes] : sizes) {
        bool before = mendGuard(begin - kGuardBytes);
        bool behind = mendGuard(begin + bytes);
        if (!before || !behind) {
            complain("%s wrote %s an allocation of %zu bytes of %s", lastUser.c_str(), before ? "behind" : "before",
                     bytes, name);
            all = false;
        }
    }
    return all;
}

Heap& deviceHeap() {
    static Heap heap("device memory");
    return heap;
}

Heap& pinnedHeap() {
    static Heap heap("pinned host memory");
    return heap;
}

size_t deviceMemoryBytes() {
    const char* setting = getenv("PRETEND_MEMORY");
    return setting == nullptr ? (size_t)8 << 30 : strtoull(setting, nullptr, 10);
}

bool guardsIntact(const std::string& lastUser) {
    bool device = deviceHeap().guardsIntact(lastUser);
    return pinnedHeap().guardsIntact(lastUser) && device;
}

bool reachable(Range range) {
    return deviceHeap().contains(range) || pinnedHeap().contains(range);
}

}  // namespace pretend
