# shellcheck shell=bash
# Says what is being done and since when, runs one thing at a time, and takes it down with the script.

child=""

step() {
    printf '[%3ds] %s\n' "$SECONDS" "$*"
}

# Runs a command with everything it starts in a process group of its own, so that all of it can be ended at once.
start_child() {
    set -m
    "$@" </dev/null &
    child=$!
    set +m
}

child_is_running() {
    [ -n "$child" ] && kill -0 "$child" 2>/dev/null
}

# Waits for the child and hands its exit code on.
wait_for_child() {
    local code=0
    wait "$child" || code=$?
    child=""
    return "$code"
}

stop_child() {
    [ -n "$child" ] || return 0
    kill -TERM -- "-$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
    # The group outlives its first process for as long as one of the others is still stopping.
    local rest=0
    while kill -0 -- "-$child" 2>/dev/null && [ "$rest" -lt 40 ]; do
        sleep 1
        rest=$((rest + 1))
    done
    kill -KILL -- "-$child" 2>/dev/null || true
    child=""
}

interrupted() {
    trap '' INT TERM HUP
    printf '\n'
    step "interrupted: stopping what was started"
    stop_child
    step "stopped, nothing is left running"
    exit 130
}

trap interrupted INT TERM HUP
trap stop_child EXIT
