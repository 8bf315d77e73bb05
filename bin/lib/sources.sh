# shellcheck shell=bash
# Tells whether something must be compiled again. Sourced by bin/models and bin/demo.

# have_changed STAMP FOLDER...: whether a file in one of the folders is younger than the stamp. A folder that is not there counts as a change,
# so that a module with another name cannot leave old classes at work without a word.
have_changed() {
    local stamp="$1" folder
    shift
    [ -f "$stamp" ] || return 0
    for folder in "$@"; do
        [ -e "$folder" ] || return 0
    done
    [ -n "$(find "$@" -name target -prune -o -type f -newer "$stamp" -print | head -n 1)" ]
}
