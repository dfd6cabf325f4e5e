// cuDNN 9.19.0 for CUDA's version CUDA: opens its parts by name when they are first needed, and ends the process where
// there are none, as the real one does.
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

static void need(const char *exact, const char *name) {
    if (!dlopen(exact, RTLD_LAZY) && !dlopen(name, RTLD_LAZY)) {
        fprintf(stderr, "Unable to load any of {%s, %s}\n", exact, name);
        abort();
    }
}

unsigned long cudnnGetVersion(void) {
    need("libcudnn_graph.so.9.19.0", "libcudnn_graph.so.9");
    return 91900;
}

unsigned long cudnnGetCudartVersion(void) {
    need("libcudnn_graph.so.9.19.0", "libcudnn_graph.so.9");
    return CUDA * 1000;
}

int cudnnCreate(void **handle) {
    need("libcudnn_ops.so.9.19.0", "libcudnn_ops.so.9");
    need("libcudnn_cnn.so.9.19.0", "libcudnn_cnn.so.9");
    *handle = (void *)1;
    return 0;
}
