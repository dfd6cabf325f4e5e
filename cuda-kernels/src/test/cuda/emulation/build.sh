# Sourced by emulate.sh and mutate.sh: how a kernel's unit test is built and run.

tests=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
kernels=$(cd "$tests/../../main/cuda" && pwd -P)
export tests kernels
# Kernels round after each operation where they say so: no contraction to fused multiply-adds.
flags=(-std=c++17 -O1 -g1 -ffp-contract=off -Wall -Wextra -Wno-unknown-pragmas)

# The names of the tests: block for block_test.cpp.
test_names() {
    local file
    for file in "$tests"/*_test.cpp; do
        basename "$file" _test.cpp
    done
}

# build NAME OUT KERNELS [FLAG…]: the test NAME as program OUT, with the kernels of that folder.
build() {
    local name=$1 out=$2 sources=$3
    shift 3
    "${CXX:-g++}" "${flags[@]}" "$@" -I "$sources" -I "$tests/emulation" -I "$tests" "$tests/${name}_test.cpp" -o "$out"
}

# run ORDER PROGRAM: forwards or backwards. A kernel that waits for ever is stopped.
run() {
    local reverse=()
    [ "$1" = forwards ] || reverse=(EMU_REVERSE=1)
    env -u EMU_REVERSE "${reverse[@]}" timeout 120 "$2"
}
