#!/usr/bin/env bash
# Packs everything that a report from a GPU machine needs into one file: a Java runtime, Menny with its CUDA backend, the
# tests that carry the tag "gpu", the bundled portraits, PyTorch's side of the comparison.
#   pack.sh OUT.tar.xz        needs a JDK 25 in JAVA_HOME, Maven, zip, unzip and xz
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
for tool in mvn zip unzip xz; do
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

# Jars go in uncompressed: xz over all of them makes less of it than zip of each.
repack() { # jar, whose name it keeps
    local content=$work/content
    rm -rf "$content"
    mkdir "$content"
    (cd "$content" && unzip -q "$1")
    # 24 MB that nothing here uses.
    find "$content" -name '*JNvPTXCompiler*' -delete
    jar_of "$content" "$bundle/cp/$(basename "$1")"
}

jar_of() { # folder, jar
    (cd "$1" && zip -q -0 -r "$2" .)
}

# JUnit comes as its console, which holds all of it; modules come from where they were built, their tests beside them.
collect() {
    local jar module
    for jar in "$work"/jars/*.jar; do
        case ${jar##*/} in
            junit-platform-console-standalone-*) repack "$jar" ;;
            menny-* | junit-* | opentest4j-* | apiguardian-api-* | archunit-*) ;;
            *) repack "$jar" ;;
        esac
    done
    for jar in "$menny"/{core,cuda-kernels,trainer,benchmarks}/target/menny-*.jar; do
        case $jar in *-tests.jar) ;; *) repack "$jar" ;; esac
    done
    # One way to log, the trainer's.
    zip -q -d "$bundle"/cp/menny-benchmarks-*.jar logback.xml
    for module in core cuda-kernels; do
        # ArchUnit's rules are about sources, not about machines.
        (cd "$menny/$module/target/test-classes" &&
            zip -q -0 -r "$bundle/tests/menny-$module-tests.jar" . -x '*ArchitectureTest*')
    done
    cp -r "$menny/portraits" "$bundle/portraits"
    cp "$here/pytorch_steps.py" "$bundle"
}

# Likewise.
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
