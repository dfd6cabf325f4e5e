#!/bin/sh
# Builds stand-ins for NVIDIA's libraries, which answer questions about themselves and compute nothing.
#   build.sh OUT NATIVES
# OUT gets a folder for each: driver, cublas11, cublas12, cublas13, cudnn12, cudnn13 (cuDNN 9 made for that CUDA).
# NATIVES holds JCuda's native libraries; whatever else they need of NVIDIA's is there as a function that returns 0.
set -e
here=$(cd "$(dirname "$0")" && pwd)
out=$1
natives=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Weak functions for all that a native library needs under a prefix; real ones take their place.
weak() { # native library, prefix
    nm -D --undefined-only "$natives/$1" | awk '{ print $2 }' | sed 's/@.*//' | grep "^$2[A-Z]" | sort -u |
        sed 's/.*/__attribute__((weak)) int &(void) { return 0; }/' >"$work/$2.c"
}

# NVIDIA gives its libraries' symbols a version that is called like the library; the driver has none.
versioned() { # file; prints the linker's option
    printf '%s { global: *; };\n' "$(basename "$1")" >"$work/$(basename "$1").map"
    echo "-Wl,--version-script=$work/$(basename "$1").map"
}

library() { # file, options and sources …
    file=$1
    shift
    mkdir -p "$(dirname "$file")"
    gcc -O1 -w -shared -fPIC -Wl,-soname,"$(basename "$file")" -o "$file" "$@"
}

weak libJCudaDriver.so cu
weak libJCublas2.so cublas
weak libJCudnn.so cudnn

library "$out/driver/libcuda.so.1" "$here/cuda.c" "$work/cu.c"

for major in 11 12 13; do
    lt=$out/cublas$major/libcublasLt.so.$major
    cublas=$out/cublas$major/libcublas.so.$major
    library "$lt" "$(versioned "$lt")" -DMAJOR=$major "$here/cublasLt.c"
    library "$cublas" "$(versioned "$cublas")" -DMAJOR=$major "$here/cublas.c" "$work/cublas.c" "$lt"
done

for major in 12 13; do
    folder=$out/cudnn$major
    cudnn=$folder/libcudnn.so.9
    # Each part needs the one before it, as real ones do; none says where that lies.
    library "$folder/libcudnn_graph.so.9" -DNAME=graph "$here/cudnn_part.c"
    library "$folder/libcudnn_ops.so.9" -DNAME=ops "$here/cudnn_part.c" -Wl,--no-as-needed "$folder/libcudnn_graph.so.9"
    library "$folder/libcudnn_cnn.so.9" -DNAME=cnn "$here/cudnn_part.c" -Wl,--no-as-needed "$folder/libcudnn_ops.so.9"
    library "$cudnn" "$(versioned "$cudnn")" -DCUDA=$major "$here/cudnn.c" "$work/cudnn.c" -ldl
done
