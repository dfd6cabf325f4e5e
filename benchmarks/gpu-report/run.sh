#!/usr/bin/env bash
# Makes a whole report on a machine with a GPU, without Java and without a network, from what pack.sh packed.
#   run.sh BUNDLE OUTDIR [--minutes=25] [--python=python3] [--device=cuda] [--tiny] [--page] [PART …]
# Writes OUTDIR/report.md and the raw OUTDIR/results.jsonl anew after each part. Named parts alone are measured again and
# join what OUTDIR knows already: so a report can be made in several goes. --page measures nothing and makes the page anew.
#   MENNY_BUNDLE_DIR   where the bundle is unpacked, once (default: beside the system's temporary files)
set -euo pipefail

fail() {
    printf 'run.sh: %s\n' "$1" >&2
    exit 2
}

[ $# -ge 2 ] || fail 'where from and where to? run.sh BUNDLE OUTDIR [OPTION …] [PART …]'
[ -f "$1" ] || fail "no file '$1': pack.sh makes it"
bundle=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
mkdir -p "$2"
out=$(cd "$2" && pwd)
shift 2
# A folder for each bundle: what an older one left does not count.
home=${MENNY_BUNDLE_DIR:-${TMPDIR:-/tmp}/menny-bundle-$(cksum <"$bundle" | cut -d ' ' -f 1)}

unpacked() {
    if command -v xz >/dev/null; then
        xz -dc "$bundle"
    else
        python3 -c 'import lzma, shutil, sys; shutil.copyfileobj(lzma.open(sys.argv[1]), sys.stdout.buffer)' "$bundle"
    fi
}

# Folders of NVIDIA's libraries that the loader does not know: Python's packages, the toolkit.
cuda_folders() {
    local site name place
    site=$(python3 -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])' 2>/dev/null || true)
    for name in libcublas.so.13 libcublas.so.12 libcublasLt.so.13 libcublasLt.so.12 libcudnn.so.9 libnvrtc.so.13 libnvrtc.so.12; do
        for place in ${site:+"$site/nvidia"} /usr/local/cuda/lib64 /usr/local/cuda/targets/x86_64-linux/lib; do
            find -L "$place" -name "$name" -printf '%h\n' 2>/dev/null | head -n 1
        done
    done | awk '!seen[$0]++' | paste -sd : -
}

if [ ! -e "$home/whole" ]; then
    rm -rf "$home"
    mkdir -p "$home"
    unpacked | tar -C "$home" -xf -
    # Quicker starts of the many processes to come.
    "$home/jre/bin/java" -Xshare:dump >/dev/null 2>&1 || true
    touch "$home/whole"
fi

folders=$(cuda_folders)
export LD_LIBRARY_PATH=$folders${folders:+:}${LD_LIBRARY_PATH:-}
flags=(
    --add-modules=jdk.incubator.vector
    --enable-native-access=ALL-UNNAMED
    --sun-misc-unsafe-memory-access=allow
    -XX:+UseG1GC
    -XX:MaxRAMPercentage=75
    -XX:MaxNewSize=64m
    -XX:ObjectAlignmentInBytes=64
    -Djava.awt.headless=true
)
if grep -Eqs '\[(always|madvise)\]' /sys/kernel/mm/transparent_hugepage/enabled; then flags+=(-XX:+UseTransparentHugePages); fi
class_path=$(printf '%s\n' "$home"/cp/*.jar | paste -sd : -)
exec "$home/jre/bin/java" "${flags[@]}" -cp "$class_path" dev.menny.benchmarks.gpureport.GpuReport "$home" "$out" "$@"
