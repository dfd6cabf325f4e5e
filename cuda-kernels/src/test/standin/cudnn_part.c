// A part of cuDNN.
#define JOIN(a, b) a##b
#define PART(name) JOIN(cudnn_part_, name)

int PART(NAME)(void) { return 0; }
