# shellcheck shell=bash
# Finds the programs of the machine that some tests need, and installs them where nobody watches the build. Sourced by bin/test. Needs steps.sh.

# Tests put a folder of their own in front of the system's.
system_root="${AEGISNET_SYSTEM_ROOT:-}"

has_program() {
    command -v "$1" >/dev/null 2>&1
}

# The browser and the driver that goes with it: where the system tests look for them, too.
has_browser() {
    has_program chromedriver && { has_program chromium || has_program google-chrome || has_program chromium-browser; }
}

has_postgres() {
    local program
    for program in "$system_root"/usr/lib/postgresql/*/bin/initdb; do
        [ -x "$program" ] && return 0
    done
    has_program initdb
}

# Prints the Debian packages that tests need and the machine lacks, one in a line.
missing_packages() {
    has_browser || printf '%s\n' chromium chromium-driver
    has_postgres || printf '%s\n' postgresql
}

# Runs apt-get as root, by sudo where this user is not root.
apt_get() {
    if [ "$(id -u)" -eq 0 ]; then
        DEBIAN_FRONTEND=noninteractive apt-get "$@"
    else
        sudo -n DEBIAN_FRONTEND=noninteractive apt-get "$@"
    fi
}

# install_needs LOG: where CI=true, installs what is missing, or ends the script, for no test may be left out where nobody looks. Elsewhere does nothing: the
# last lines of bin/test say what did not run.
install_needs() {
    local log="$1" packages still_missing
    [ "${CI:-}" = true ] || return 0
    packages=$(missing_packages)
    [ -n "$packages" ] || return 0
    step "installing what tests need:" $packages
    mkdir -p "$(dirname "$log")"
    # The lists of packages may be absent or out of date.
    # shellcheck disable=SC2086
    { apt_get install -y --no-install-recommends $packages || { apt_get update && apt_get install -y --no-install-recommends $packages; }; } >"$log" 2>&1
    still_missing=$(missing_packages)
    if [ -n "$still_missing" ]; then
        tail -3 "$log"
        step "FAILED: CI=true, and tests would not run without Debian's packages" $still_missing". apt-get's output: $log"
        exit 1
    fi
}
