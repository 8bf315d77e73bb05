# shellcheck shell=bash
# Runs Maven with its whole output in a log, and shows the steps of it. Needs steps.sh.

# How long Maven may be silent on the screen, in seconds.
longest_silence=10

use_maven() {
    if ! command -v mvn >/dev/null 2>&1; then
        echo "Maven was not found on this machine: install Maven 3.8.7 or newer (https://maven.apache.org/install.html) and put mvn on the PATH." >&2
        exit 1
    fi
}

# Prints what is worth seeing of the lines that came in since the last look: modules, test classes, results, warnings of ours.
show_maven_lines() {
    local line number
    while IFS= read -r line; do
        case "$line" in
            "[INFO] Building "*"["*/*"]")
                number="${line##* \[}"
                line="${line#\[INFO\] Building }"
                step "module ${number%\]*}: ${line% [0-9]*\[*}"
                spoken_at=$SECONDS
                ;;
            *"Tests run:"*)
                printf '%s\n' "$line"
                spoken_at=$SECONDS
                ;;
            "[INFO] Running "*)
                step "  ${line#\[INFO\] Running }"
                spoken_at=$SECONDS
                ;;
        esac
    done
}

# Prints "12 files (34 MB) downloaded"; nothing where nothing was.
downloads_in() {
    awk '/^\[INFO\] Downloaded from / {
        files++
        if (match($0, /\([0-9.]+ [kMG]?B/)) {
            split(substr($0, RSTART + 1, RLENGTH - 1), size, " ")
            unit = size[2] == "GB" ? 1024 : size[2] == "MB" ? 1 : size[2] == "kB" ? 1 / 1024 : 0
            megabytes += size[1] * unit
        }
    }
    END { if (files) printf "%d files (%d MB) downloaded", files, megabytes }' "$1"
}

# maven LOG ARGUMENTS...
maven() {
    local log="$1" seen=0 lines downloads
    shift
    mkdir -p "$(dirname "$log")"
    : >"$log"
    spoken_at=$SECONDS
    start_child mvn -B -Dstyle.color=never "$@" >"$log" 2>&1
    while :; do
        # Asked before the log is read: what Maven writes last is still shown.
        local alive=1
        child_is_running || alive=0
        lines=$(wc -l <"$log")
        if [ "$lines" -gt "$seen" ]; then
            show_maven_lines <<LINES
$(sed -n "$((seen + 1)),$((lines))p" "$log")
LINES
            seen=$lines
        fi
        [ "$alive" -eq 1 ] || break
        if [ $((SECONDS - spoken_at)) -ge "$longest_silence" ]; then
            downloads=$(downloads_in "$log")
            step "  still at work${downloads:+, $downloads so far}"
            spoken_at=$SECONDS
        fi
        sleep 1
    done
    wait_for_child
}

show_maven_errors() {
    grep -E '^\[ERROR\]' "$1" | grep -vE 'Help 1|re-run Maven|^\[ERROR\] *$|For more information' | head -30
}
