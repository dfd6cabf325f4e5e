/* One step of AdamW over a flat run of parameters, as a compiler makes it from a plain loop. */
#include <math.h>
#include <stdlib.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

#define HUGE_PAGE (2L << 20)

/* Memory in huge pages, where the system has them. */
float *menny_allocate(long length, float value) {
    long bytes = (length * (long)sizeof(float) + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    float *block = aligned_alloc(HUGE_PAGE, bytes);
    if (block == NULL) return NULL;
#ifdef MADV_HUGEPAGE
    madvise(block, bytes, MADV_HUGEPAGE);
#endif
    for (long i = 0; i < length; i++) block[i] = value;
    return block;
}

void menny_release(float *block) { free(block); }

float menny_get(const float *block, long index) { return block[index]; }

void menny_adamw(long length, float *restrict w, const float *restrict g, float *restrict m, float *restrict v,
                 float beta1, float beta2, float keep, float rate, float correction2, float epsilon) {
    for (long i = 0; i < length; i++) {
        float gi = g[i];
        float mi = beta1 * m[i] + (1 - beta1) * gi;
        float vi = beta2 * v[i] + (1 - beta2) * gi * gi;
        m[i] = mi;
        v[i] = vi;
        w[i] = w[i] * keep - rate * mi / (sqrtf(vi * correction2) + epsilon);
    }
}
