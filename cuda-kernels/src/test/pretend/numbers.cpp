#include "numbers.h"

namespace pretend {

__attribute__((target_clones("avx2", "default"))) void addScaled(double* sum, float factor, const float* row,
                                                                 size_t count) {
    for (size_t i = 0; i < count; i++) {
        sum[i] += (double)factor * row[i];
    }
}

}  // namespace pretend
