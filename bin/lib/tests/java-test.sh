#!/usr/bin/env bash
# Which JDK is found on machines of every sort? Each test builds such a machine out of folders and asks.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 1
machine=$(mktemp -d) || exit 1
trap 'rm -rf "$machine"' EXIT
tests=0
failures=0

# fake_jdk FOLDER VERSION: what a JDK looks like from outside.
fake_jdk() {
    mkdir -p "$1/bin"
    printf '#!/bin/sh\necho "    java.home = %s" >&2\necho "openjdk version \\"%s\\"" >&2\n' "$1" "$2" >"$1/bin/java"
    printf '#!/bin/sh\n' >"$1/bin/javac"
    chmod +x "$1/bin/java" "$1/bin/javac"
    printf 'IMPLEMENTOR="Test"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
}

# An empty machine: no JDK but those that a test puts there. The tools that the script itself needs are linked.
new_machine() {
    rm -rf "$machine"
    mkdir -p "$machine/bin" "$machine/home"
    local tool
    for tool in bash sed cat; do
        ln -s "$(command -v "$tool")" "$machine/bin/$tool"
    done
}

# find_on_machine [NAME=VALUE...]: the home that is found, without the machine's own prefix.
find_on_machine() {
    # shellcheck disable=SC2016
    env -i PATH="$machine/bin" HOME="$machine/home" AEGISNET_SYSTEM_ROOT="$machine" "$@" \
        bash -c '. "$1/java.sh"; use_jdk; printf "%s\n" "$JAVA_HOME"' find "$here" 2>&1 | sed "s|$machine||"
}

expect() {
    local name="$1" wanted="$2" found="$3"
    tests=$((tests + 1))
    if [ "$found" != "$wanted" ]; then
        failures=$((failures + 1))
        printf 'FAILED %s\n  wanted: %s\n  found:  %s\n' "$name" "$wanted" "$found"
    fi
}

new_machine
fake_jdk "$machine/chosen" 23.0.1
fake_jdk "$machine/usr/lib/jvm/java-21-openjdk" 21.0.5
expect "JAVA_HOME comes first" /chosen "$(find_on_machine JAVA_HOME="$machine/chosen")"

new_machine
fake_jdk "$machine/chosen" 17.0.15
fake_jdk "$machine/usr/lib/jvm/java-21-openjdk" 21.0.5
expect "a JAVA_HOME that is too old is passed over" /usr/lib/jvm/java-21-openjdk "$(find_on_machine JAVA_HOME="$machine/chosen")"
expect "a JAVA_HOME that is not there is passed over" /usr/lib/jvm/java-21-openjdk "$(find_on_machine JAVA_HOME="$machine/nowhere")"

new_machine
fake_jdk "$machine/tools/jdk" 24
ln -s "$machine/tools/jdk/bin/java" "$machine/bin/java"
fake_jdk "$machine/usr/lib/jvm/java-21-openjdk" 21.0.5
expect "the java on the PATH comes second, through its link" /tools/jdk "$(find_on_machine)"

new_machine
fake_jdk "$machine/usr/lib/jvm/java-17-openjdk-amd64" 17.0.15
ln -s "$machine/usr/lib/jvm/java-17-openjdk-amd64/bin/java" "$machine/bin/java"
fake_jdk "$machine/usr/lib/jvm/temurin-25-jdk-amd64" 25.0.1
expect "Debian's folder, beside a java 17 on the PATH" /usr/lib/jvm/temurin-25-jdk-amd64 "$(find_on_machine)"

new_machine
fake_jdk "$machine/usr/lib/jvm/jdk-25" 25
fake_jdk "$machine/usr/lib/jvm/jdk-21" 21.0.2
fake_jdk "$machine/usr/lib/jvm/jdk-11" 11.0.2
expect "of several the oldest that is new enough" /usr/lib/jvm/jdk-21 "$(find_on_machine)"

new_machine
fake_jdk "$machine/usr/lib/jvm/jre-21" 21.0.2
rm "$machine/usr/lib/jvm/jre-21/bin/javac"
fake_jdk "$machine/home/.sdkman/candidates/java/25-tem" 25
expect "a JRE does not count, SDKMAN does" /home/.sdkman/candidates/java/25-tem "$(find_on_machine)"

new_machine
fake_jdk "$machine/home/.jdks/temurin-21.0.4" 21.0.4
rm "$machine/home/.jdks/temurin-21.0.4/release"
expect "an IDE's folder; without a release file the JDK is asked" /home/.jdks/temurin-21.0.4 "$(find_on_machine)"

new_machine
fake_jdk "$machine/Library/Java/JavaVirtualMachines/temurin-21.jdk/Contents/Home" 21.0.4
expect "macOS's folder" /Library/Java/JavaVirtualMachines/temurin-21.jdk/Contents/Home "$(find_on_machine)"

new_machine
fake_jdk "$machine/elsewhere/jdk-22" 22
mkdir -p "$machine/usr/libexec"
printf '#!/bin/sh\necho "%s"\n' "$machine/elsewhere/jdk-22" >"$machine/usr/libexec/java_home"
chmod +x "$machine/usr/libexec/java_home"
expect "macOS's java_home command" /elsewhere/jdk-22 "$(find_on_machine)"

new_machine
fake_jdk "$machine/elsewhere/jdk-21" 21
printf '#!/bin/sh\necho "%s/bin/java"\n' "$machine/elsewhere/jdk-21" >"$machine/bin/update-alternatives"
chmod +x "$machine/bin/update-alternatives"
expect "update-alternatives" /elsewhere/jdk-21 "$(find_on_machine)"

new_machine
fake_jdk "$machine/usr/lib/jvm/jdk 21 with blanks" 21
expect "a folder with blanks in its name" "/usr/lib/jvm/jdk 21 with blanks" "$(find_on_machine)"

new_machine
fake_jdk "$machine/usr/lib/jvm/java-17-openjdk" 17.0.15
found=$(find_on_machine)
expect "where there is none, one line" 1 "$(printf '%s\n' "$found" | wc -l | tr -d ' ')"
expect "that says what to install" "No JDK 21 or newer was found on this machine: install one" "${found%% (*}"

printf 'Finding a JDK: %d tests, %d failures\n' "$tests" "$failures"
[ "$failures" -eq 0 ]
