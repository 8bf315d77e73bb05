# shellcheck shell=bash
# Finds a JDK that can build and run this project, wherever a machine keeps it. Sourced by bin/test and bin/demo.

oldest_java=21

# Tests put a folder of their own in front of the system's.
system_root="${AEGISNET_SYSTEM_ROOT:-}"

# Prints the major version of the JDK in a folder; fails where there is none. A JRE has no compiler and does not count.
jdk_version() {
    local home="$1" version
    [ -x "$home/bin/java" ] && [ -x "$home/bin/javac" ] || return 1
    if [ -r "$home/release" ]; then
        version=$(sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$home/release")
    else
        version=$("$home/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9][0-9]*\).*/\1/p')
    fi
    [ -n "$version" ] && printf '%s\n' "$version"
}

is_new_enough() {
    local version
    version=$(jdk_version "$1") && [ "$version" -ge "$oldest_java" ]
}

# Prints the home of the java on the PATH. Its own word counts: the command may be a link, or a launcher script.
home_of_java_on_path() {
    local java
    java=$(command -v java 2>/dev/null) || return 1
    "$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

# Prints the other folders that may hold a JDK, one in a line.
other_java_homes() {
    local home
    if command -v update-alternatives >/dev/null 2>&1; then
        update-alternatives --list java 2>/dev/null | sed 's|/bin/java$||'
    fi
    if [ -x "$system_root/usr/libexec/java_home" ]; then
        "$system_root/usr/libexec/java_home" -v "$oldest_java+" 2>/dev/null
    fi
    for home in \
        "$system_root"/usr/lib/jvm/* \
        "$system_root"/usr/java/* \
        "$system_root"/opt/java/* \
        "$HOME"/.sdkman/candidates/java/* \
        "$HOME"/.jdks/* \
        "$HOME"/.asdf/installs/java/* \
        "$system_root"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$system_root"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        [ -d "$home" ] && printf '%s\n' "$home"
    done
}

# Prints the home of the JDK to use: what the user chose, else the oldest that is new enough, for NiFi was tried most with that.
find_jdk() {
    local home version best="" best_version=""
    for home in "${JAVA_HOME:-}" "$(home_of_java_on_path)"; do
        if [ -n "$home" ] && is_new_enough "$home"; then
            printf '%s\n' "$home"
            return 0
        fi
    done
    while IFS= read -r home; do
        if version=$(jdk_version "$home") && [ "$version" -ge "$oldest_java" ]; then
            if [ -z "$best" ] || [ "$version" -lt "$best_version" ]; then
                best="$home"
                best_version="$version"
            fi
        fi
    done <<HOMES
$(other_java_homes)
HOMES
    [ -n "$best" ] && printf '%s\n' "$best"
}

# Sets and exports JAVA_HOME, or ends the script with one line that says what to do.
use_jdk() {
    local home
    if ! home=$(find_jdk); then
        printf 'No JDK %s or newer was found on this machine: install one (for example https://adoptium.net) or set JAVA_HOME to it.\n' "$oldest_java" >&2
        exit 1
    fi
    JAVA_HOME="$home"
    export JAVA_HOME
}
