#!/usr/bin/env bash
# Is a changed source seen, in each module that a command is compiled from?
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd) || exit 1
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
tests=0
failures=0

# shellcheck source=bin/lib/sources.sh
. "$root/bin/lib/sources.sh"

expect() {
    local name="$1" wanted="$2"
    shift 2
    tests=$((tests + 1))
    if "$@"; then found=changed; else found=same; fi
    if [ "$found" != "$wanted" ]; then
        failures=$((failures + 1))
        printf 'FAILED %s: wanted %s, found %s\n' "$name" "$wanted" "$found"
    fi
}

mkdir -p "$folder/one/src/main" "$folder/one/target" "$folder/two"
touch -d '2020-01-01' "$folder/one/src/main/A.java" "$folder/two/pom.xml"
touch -d '2020-01-02' "$folder/stamp"

expect "nothing younger" same have_changed "$folder/stamp" "$folder/one" "$folder/two"
expect "no stamp" changed have_changed "$folder/absent" "$folder/one"
touch "$folder/one/target/A.class"
expect "what is made from sources does not count" same have_changed "$folder/stamp" "$folder/one" "$folder/two"
expect "a folder that is gone" changed have_changed "$folder/stamp" "$folder/one" "$folder/three"
touch "$folder/one/src/main/A.java"
expect "a younger source" changed have_changed "$folder/stamp" "$folder/one" "$folder/two"
expect "a younger source elsewhere" same have_changed "$folder/stamp" "$folder/two"

# The folders that bin/models names are there: otherwise it would compile at each call.
named=$(sed -n 's/^sources=(\(.*\))$/\1/p' "$root/bin/models")
expect "bin/models names its folders" same [ -z "$named" ]
for source in $named; do
    expect "bin/models: $source" same [ ! -d "$root/$source" ]
done

printf '%d tests of sources.sh, %d failures\n' "$tests" "$failures"
[ "$failures" -eq 0 ]
