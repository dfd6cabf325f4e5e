#!/usr/bin/env bash
# Packs everything that a report from a GPU machine needs into one file: a Java runtime, Menny with its CUDA backend, the
# tests that carry the tag "gpu", the bundled portraits, PyTorch's side of the comparison.
#   pack.sh OUT.tar.xz        needs a JDK 25 in JAVA_HOME, Maven, zip and xz
# On the machine without Java and without a network: run.sh OUT.tar.xz OUTDIR
set -euo pipefail

readonly console=org.junit.platform:junit-platform-console-standalone:1.14.4
readonly most_mib=64
readonly modules=core,cuda-kernels,trainer,benchmarks
# What java.base does not have: pictures (desktop), logging's configuration, JMX for the JVM's flags, JUnit's reports.
readonly java_modules=java.base,java.compiler,java.desktop,java.logging,java.management,java.naming,java.xml,jdk.incubator.vector,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs

fail() {
    printf 'pack.sh: %s\n' "$1" >&2
    exit 2
}

[ $# -eq 1 ] || fail 'where to? pack.sh OUT.tar.xz'
[ -x "${JAVA_HOME:-}/bin/jlink" ] || fail 'JAVA_HOME must be a JDK 25'
grep -q '^JAVA_VERSION="25' "$JAVA_HOME/release" || fail "JAVA_HOME must be a JDK 25: $JAVA_HOME is another one"
for tool in mvn zip xz; do
    command -v "$tool" >/dev/null || fail "$tool is missing: install it"
done
out=$(realpath -m "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
menny=$(cd "$here/../.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
readonly out here menny work bundle=$work/bundle
mkdir -p "$bundle"/{cp,tests} "$(dirname "$out")"

maven() {
    (cd "$menny" && mvn -B -q -Dspotless.check.skip=true -DskipTests "$@") >"$work/maven.log" 2>&1 || {
        tail -n 30 "$work/maven.log" >&2
        fail 'Maven failed'
    }
}

build() {
    maven -pl "$modules" package dependency:copy-dependencies -DincludeScope=test -DoutputDirectory="$work/jars"
    maven -N dependency:copy -Dartifact="$console" -DoutputDirectory="$work/jars" -Dmdep.useBaseVersion=true
}

# The jars as they are, the modules' own tests as jars beside them; of the tests' libraries only what tests use.
collect() {
    local module
    cp "$work"/jars/*.jar "$bundle/cp"
    rm -f "$bundle"/cp/menny-*.jar "$bundle"/cp/junit-{jupiter,platform}-{api,engine,params,commons,launcher}*.jar
    rm -f "$bundle"/cp/junit-jupiter-[0-9]*.jar "$bundle"/cp/opentest4j-*.jar "$bundle"/cp/apiguardian-api-*.jar
    for module in core cuda-kernels trainer benchmarks; do
        (cd "$menny/$module/target/classes" && zip -q -r "$bundle/cp/menny-$module.jar" .)
    done
    for module in core cuda-kernels; do
        (cd "$menny/$module/target/test-classes" && zip -q -r "$bundle/tests/menny-$module-tests.jar" .)
    done
    for jar in "$bundle"/cp/jcuda-natives-*.jar; do
        # 24 MB that nothing here uses.
        [ ! -e "$jar" ] || zip -q -d "$jar" '*PTXCompiler*' || true
    done
    cp -r "$menny/portraits" "$bundle/portraits"
    cp "$here/pytorch_steps.py" "$bundle"
}

# Uncompressed inside: xz over all of it makes less of it than the runtime's own compression does.
runtime() {
    "$JAVA_HOME/bin/jlink" --add-modules "$java_modules" --strip-debug --no-header-files --no-man-pages \
        --compress zip-0 --output "$bundle/jre"
    rm -rf "$bundle/jre/legal"
}

build
collect
runtime
tar -C "$bundle" -cf - . | xz -T0 -6 >"$out"
bytes=$(stat -c %s "$out")
printf '%s: %d.%d MiB\n' "$out" $((bytes >> 20)) $((bytes % 1048576 * 10 / 1048576))
[ "$bytes" -lt $((most_mib << 20)) ] || fail "the bundle is larger than $most_mib MiB"
