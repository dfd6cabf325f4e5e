#!/usr/bin/env bash
# Compiles the kernels to the PTX that is committed: for every GPU from compute capability 7.5 on and every driver from
# CUDA 12.0 on. Needs nvcc 13.0.
# usage: build-ptx.sh          writes kernels.ptx
#        build-ptx.sh check    writes nothing, compares the committed file byte for byte with what nvcc makes now
#        build-ptx.sh hash     prints the hash of the sources, without nvcc
#
# The first line of the PTX names the sources: "// sources sha256: " and the SHA-256, in hexadecimal, of all *.cu and
# *.cuh files in the order of their names' bytes, each as its name, a newline, and its bytes.
set -euo pipefail

module=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
kernels=$module/src/main/cuda
committed=$module/src/main/resources/dev/menny/cuda/kernels.ptx
nvcc=${NVCC:-nvcc}

fail() {
    printf 'build-ptx: %s\n' "$1" >&2
    exit 1
}

sources_hash() {
    (
        cd "$kernels"
        export LC_ALL=C
        for file in *; do
            case $file in
            *.cu | *.cuh) printf '%s\n' "$file" && cat "$file" ;;
            esac
        done | sha256sum | cut -d ' ' -f 1
    )
}

# nvcc 13.0 writes ".version 9.0", which drivers before CUDA 13.0 refuse. The kernels need nothing of it: the version is
# lowered, and the assembler proves for every family of GPUs that the PTX is still whole.
compile() { # OUT
    local out=$1 ptxas architecture
    command -v "$nvcc" >/dev/null || fail "no $nvcc on the PATH: install CUDA 13.0, or name it in NVCC"
    "$nvcc" --version | grep -q 'release 13\.0' || fail 'the PTX is built by nvcc 13.0, this is another version'
    (cd "$kernels" && "$nvcc" -ptx -arch=compute_75 -O3 -o "$out.raw" all.cu)
    printf '// sources sha256: %s\n' "$(sources_hash)" >"$out"
    sed 's/^\.version .*/.version 8.0/' "$out.raw" >>"$out"
    ptxas=$(dirname "$(readlink -f "$(command -v "$nvcc")")")/ptxas
    for architecture in 75 80 90 100 120; do
        "$ptxas" -arch="sm_$architecture" -o "$out.cubin" "$out" || fail "ptxas refuses the PTX for sm_$architecture"
    done
}

case ${1:-} in
hash)
    sources_hash
    ;;
'' | check)
    work=$(mktemp -d "${TMPDIR:-/tmp}/menny-ptx.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    compile "$work/kernels.ptx"
    if [ "${1:-}" = check ]; then
        cmp "$work/kernels.ptx" "$committed" ||
            fail "kernels.ptx is not what nvcc makes of the sources: run build-ptx.sh and commit the result"
        echo 'build-ptx: kernels.ptx is up to date, byte for byte'
    else
        mkdir -p "$(dirname "$committed")"
        cp "$work/kernels.ptx" "$committed"
        echo "build-ptx: wrote kernels.ptx, $(wc -c <"$committed") bytes, $(grep -c '\.visible \.entry' "$committed") kernels"
    fi
    ;;
*)
    fail 'usage: build-ptx.sh [check|hash]'
    ;;
esac
