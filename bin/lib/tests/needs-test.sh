#!/usr/bin/env bash
# Is what tests need found, and installed where CI=true? Each test builds a machine out of folders, with an apt-get of its own, and asks.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 1
machine=$(mktemp -d) || exit 1
trap 'rm -rf "$machine"' EXIT
tests=0
failures=0

fake_program() {
    mkdir -p "$(dirname "$1")"
    printf '#!/bin/sh\n%s\n' "${2:-}" >"$1"
    chmod +x "$1"
}

# A machine without browser and PostgreSQL whose user is root or, with an argument, is not.
new_machine() {
    rm -rf "$machine"
    mkdir -p "$machine/bin"
    local tool
    for tool in bash sh mkdir dirname tail chmod cat env ln touch; do
        ln -s "$(command -v "$tool")" "$machine/bin/$tool"
    done
    fake_program "$machine/bin/id" "echo ${1:-0}"
}

# An apt-get that knows the packages only after its lists were updated, and then installs the programs.
fake_apt_get() {
    # shellcheck disable=SC2016
    fake_program "$machine/bin/apt-get" "
echo \"\$DEBIAN_FRONTEND apt-get \$*\" >>$machine/calls
case \"\$1\" in
    update) touch $machine/lists ;;
    install)
        [ -e $machine/lists ] || exit 100
        for program in $*; do ln -sf $machine/bin/id $machine/bin/\$program; done ;;
esac"
}

# Prints what install_needs prints, and "then on" where the script goes on.
ask() {
    # shellcheck disable=SC2016
    env -i PATH="$machine/bin" AEGISNET_SYSTEM_ROOT="$machine" "$@" \
        bash -c 'step() { printf "%s\n" "$*"; }; . "$1/needs.sh"; install_needs "$2/log"; echo "then on"; missing_packages' ask "$here" "$machine" 2>&1 | sed "s|$machine||g"
}

expect() {
    local name="$1" wanted="$2" found="$3"
    tests=$((tests + 1))
    if [ "$found" != "$wanted" ]; then
        failures=$((failures + 1))
        printf 'FAILED %s\n  wanted: %s\n  found:  %s\n' "$name" "$wanted" "$found"
    fi
}

lines() {
    printf '%s\n' "$@"
}

new_machine
expect "where somebody watches, nothing is installed" "$(lines "then on" chromium chromium-driver postgresql)" "$(ask)"

new_machine
fake_program "$machine/bin/chromium"
expect "a browser without its driver does not count" "$(lines "then on" chromium chromium-driver postgresql)" "$(ask)"

new_machine
fake_program "$machine/bin/google-chrome"
fake_program "$machine/bin/chromedriver"
fake_program "$machine/usr/lib/postgresql/17/bin/initdb"
expect "what is there is found, and CI installs nothing" "then on" "$(ask CI=true)"

new_machine
fake_apt_get chromium chromedriver initdb
expect "CI installs what is missing" \
    "$(lines "installing what tests need: chromium chromium-driver postgresql" "then on")" "$(ask CI=true)"
expect "with an update where the lists are old" \
    "$(lines "noninteractive apt-get install -y --no-install-recommends chromium chromium-driver postgresql" \
        "noninteractive apt-get update" \
        "noninteractive apt-get install -y --no-install-recommends chromium chromium-driver postgresql")" "$(cat "$machine/calls")"

new_machine 1000
fake_apt_get chromium chromedriver initdb
# shellcheck disable=SC2016
fake_program "$machine/bin/sudo" 'shift; exec env "$@"'
expect "a user who is not root asks sudo" \
    "$(lines "installing what tests need: chromium chromium-driver postgresql" "then on")" "$(ask CI=true)"

new_machine
fake_apt_get initdb
expect "CI fails where something stays away" "FAILED: CI=true, and tests would not run without Debian's packages chromium chromium-driver. apt-get's output: /log" \
    "$(ask CI=true | tail -1)"

new_machine
expect "CI fails on a machine without apt-get" "FAILED: CI=true" "$(ask CI=true | tail -1 | cut -c1-15)"

printf 'Finding what tests need: %d tests, %d failures\n' "$tests" "$failures"
[ "$failures" -eq 0 ]
