#!/bin/sh
# Builds the pretend GPU: libcuda.so.1, libcublas.so.N, libcublasLt.so.N and libcudnn.so.9.
# usage: build.sh OUT NATIVES [12|13]
# NATIVES holds JCuda's native libraries; 12 or 13 is the version of CUDA that cuBLAS comes from. Needs g++ and nm.
set -eu
major=${3:-12}
here=$(cd "$(dirname "$0")" && pwd)
natives=$(cd "$2" && pwd)
module=$(cd "$here/../../.." && pwd)
mkdir -p "$1/objects"
cd "$1"

cxx() { # source, object, more flags …
    source=$1 object=objects/$2
    shift 2
    "${CXX:-g++}" -std=c++17 -O2 -ffp-contract=off -fPIC -Wall -DCUDA_MAJOR="$major" "$@" -c "$source" -o "$object"
}

kernels() {
    set -- -I "$module/src/main/cuda" -I "$module/src/test/cuda/emulation" -I objects
    # After the preprocessor, kernels that macros declare look like all others.
    "${CXX:-g++}" -std=c++17 -E -P -x c++ "$@" "$module/src/main/cuda/all.cu" | tr '\n' ' ' |
        grep -oE 'extern "C"[[:space:]]+void[[:space:]]+[A-Za-z_0-9]+[[:space:]]*\(' |
        sed -E 's/.*void[[:space:]]+([A-Za-z_0-9]+).*/KERNEL(\1)/' >objects/kernel_table.inc
    cxx "$here/kernels.cpp" kernels.o "$@" -Wno-unknown-pragmas
}

missing() { # name of JCuda's library, prefix of its symbols, status to return: functions that only complain
    nm -D --undefined-only "$natives/lib$1"-*.so | sed -nE "s/.* U ($2[A-Z][A-Za-z_0-9]*).*/\1/p" | sort -u |
        sed "s/.*/extern \"C\" __attribute__((weak)) int &() { return pretendMissing(\"&\", $3); }/" |
        sed '1i extern "C" int pretendMissing(const char* function, int status);' >"objects/missing_$2.cpp"
    cxx "objects/missing_$2.cpp" "missing_$2.o"
}

# One compilation after the other beside the longest, that of the kernels.
kernels &
for name in driver memory stream graph copies module errors cublas cudnn cudnn_algorithms cudnn_convolution; do
    cxx "$here/$name.cpp" "$name.o"
done
cxx "$here/numbers.cpp" numbers.o -O3
missing JCudaDriver cu 801
missing JCublas2 cublas 15
missing JCudnn cudnn 3000
wait $!

link() { # name of the library, symbols that it shows, its name as version of them or nothing, objects …
    library=$1
    echo "$3 { global: $2 local: *; };" >"$library.map"
    shift 3
    "${CXX:-g++}" -shared -Wl,-soname,"$library" -Wl,--version-script="$library.map" -Wl,-rpath,'$ORIGIN' -o "../$library" "$@"
}

cd objects
link libcuda.so.1 'cu*; pretend*; extern "C++" { pretend::*; };' '' \
    driver.o memory.o stream.o graph.o copies.o module.o kernels.o errors.o missing_cu.o
link libcublas.so.$major 'cublas*;' libcublas.so.$major cublas.o numbers.o missing_cublas.o ../libcuda.so.1
link libcublasLt.so.$major 'cublasLt*;' libcublasLt.so.$major -x c++ /dev/null
link libcudnn.so.9 'cudnn*;' libcudnn.so.9 cudnn.o cudnn_algorithms.o cudnn_convolution.o numbers.o missing_cudnn.o \
    ../libcuda.so.1
