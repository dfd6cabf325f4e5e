#!/usr/bin/env bash
# Do the kernels' unit tests notice a missing barrier? Takes each __syncthreads() and __syncwarp() of the kernels away in
# turn and runs the tests whose sources hold it: at least one must fail, in one order of the threads or in the other.
# Needs g++ (or another compiler in CXX).
# usage: mutate.sh
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/emulation/build.sh"
work=$(mktemp -d "${TMPDIR:-/tmp}/menny-mutation.XXXXXX")
trap 'rm -rf "$work"' EXIT

# Each barrier as "FILE LINE COLUMN LENGTH", comments aside.
barriers() {
    (cd "$kernels" && awk '
        {
            code = $0
            sub(/\/\/.*/, "", code)
            at = 1
            while (match(substr(code, at), /__sync(threads|warp)\([^)]*\)/)) {
                print FILENAME, FNR, at + RSTART - 1, RLENGTH
                at += RSTART - 1 + RLENGTH
            }
        }' FNR=1 *.cu *.cuh)
}

# The tests that include a file, directly or not.
tests_with() { # FILE
    local name
    for name in $(test_names); do
        if grep -Eq "/$1( |\$)" "$work/$name.sources"; then echo "$name"; fi
    done
}

passes() { # PROGRAM
    run forwards "$1" && run backwards "$1"
}

# A test that fails as it is would notice everything.
prepare() { # NAME
    build "$1" "$work/$1" "$kernels" -MMD -MF "$work/$1.sources" && passes "$work/$1" >"$work/$1.log" 2>&1 || {
        printf '%s fails with all barriers in place\n%s\n' "$1" "$(cat "$work/$1.log")"
        touch "$work/failed"
    }
}

mutate() { # FILE LINE COLUMN LENGTH
    local file=$1 line=$2 column=$3 length=$4 name
    local copy=$work/$file-$line-$column
    mkdir "$copy"
    cp "$kernels"/*.cu "$kernels"/*.cuh "$copy"
    awk -v line="$line" -v column="$column" -v length_="$length" '
        FNR == line { $0 = substr($0, 1, column - 1) substr($0, column + length_) } { print }' \
        "$kernels/$file" >"$copy/$file"
    for name in $(tests_with "$file"); do
        if ! build "$name" "$copy/$name" "$copy" >"$copy/log" 2>&1; then
            printf '%s:%d: does not compile without this barrier\n%s\n' "$file" "$line" "$(cat "$copy/log")"
            touch "$work/failed"
            return
        fi
        if ! passes "$copy/$name" >"$copy/log" 2>&1; then
            printf '%s:%d: noticed by %s\n' "$file" "$line" "$name"
            return
        fi
    done
    printf '%s:%d: NOT NOTICED\n' "$file" "$line"
    touch "$work/failed"
}

workers=$(nproc)
next() { # COMMAND…: in the background, as many at once as there are cores
    while [ "$(jobs -rp | wc -l)" -ge "$workers" ]; do wait -n || true; done
    "$@" &
}

for name in $(test_names); do next prepare "$name"; done
wait
count=0
if [ ! -e "$work/failed" ]; then
    while read -r barrier; do
        # shellcheck disable=SC2086
        next mutate $barrier
        count=$((count + 1))
    done < <(barriers)
    wait
fi
if [ -e "$work/failed" ] || [ $count -eq 0 ]; then
    printf 'barriers: FAILED after %d s\n' "$SECONDS"
    exit 1
fi
printf 'barriers: all %d noticed in %d s\n' "$count" "$SECONDS"
