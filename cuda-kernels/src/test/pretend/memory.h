#pragma once
// Device memory and pinned host memory: two heaps whose allocations are fenced by guard zones.

#include <map>

#include "device.h"

namespace pretend {

class Heap {
public:
    explicit Heap(const char* name) : name(name) {}

    // Memory full of NaN, or null where the machine has no more.
    void* allocate(size_t bytes);

    // Frees the allocation that begins there; false where none does.
    bool free(void* begin);

    void freeAll();
    bool contains(Range range) const;

    // The allocation that holds the address; of size 0 where none does.
    Range allocationAt(const void* address) const;

    // Mends guard zones that were written to, and complains of who did it last.
    bool guardsIntact(const std::string& lastUser);

    size_t allocations() const {
        return sizes.size();
    }
    size_t bytes() const {
        return total;
    }

private:
    const char* name;
    std::map<unsigned char*, size_t> sizes;
    size_t total = 0;
};

Heap& deviceHeap();
Heap& pinnedHeap();

// What PRETEND_MEMORY says.
size_t deviceMemoryBytes();

// Whether all guard zones are as they were.
bool guardsIntact(const std::string& lastUser);

}  // namespace pretend
