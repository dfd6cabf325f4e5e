#!/usr/bin/env bash
# The kernels' unit tests on the CPU: each test with its threads in order, in reverse order, and under the sanitizers for
# addresses and undefined behaviour. Needs g++ (or another compiler in CXX).
# usage: emulate.sh [NAME…]      all tests, or some: emulate.sh block pool
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/emulation/build.sh"
work=$(mktemp -d "${TMPDIR:-/tmp}/menny-emulation.XXXXXX")
trap 'rm -rf "$work"' EXIT

# Leaks are no matter of kernels; fibers have stacks of their own, which that check takes for errors.
export ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=0

run_test() { # KIND NAME: one line if it passes, else all that it printed
    local kind=$1 name=$2 program=$work/$1-$2 log=$work/$1-$2.log result=0
    {
        case $kind in
        plain) build "$name" "$program" "$kernels" && run forwards "$program" && run backwards "$program" ;;
        sanitized)
            build "$name" "$program" "$kernels" -fsanitize=address,undefined -fno-sanitize-recover=all &&
                run forwards "$program"
            ;;
        esac
    } >"$log" 2>&1 || result=$?
    if [ $result -ne 0 ]; then
        printf '%s, %s: FAILED\n%s\n' "$name" "$kind" "$(cat "$log")"
        touch "$work/failed"
        return
    fi
    case $kind in
    plain) printf '%s, in order and in reverse order\n' "$(tail -n 1 "$log")" ;;
    sanitized) printf '%s, sanitized\n' "$(tail -n 1 "$log")" ;;
    esac
}

if [ $# -eq 0 ]; then
    mapfile -t names < <(test_names)
else
    names=("$@")
fi
workers=$(nproc)
for kind in sanitized plain; do
    for name in "${names[@]}"; do
        while [ "$(jobs -rp | wc -l)" -ge "$workers" ]; do wait -n || true; done
        run_test "$kind" "$name" &
    done
done
wait
if [ -e "$work/failed" ]; then
    printf 'emulation: FAILED after %d s\n' "$SECONDS"
    exit 1
fi
printf 'emulation: %d tests passed in %d s\n' "${#names[@]}" "$SECONDS"
