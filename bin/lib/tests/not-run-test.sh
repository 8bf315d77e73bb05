#!/usr/bin/env bash
# Is every test that did not run told, with its reason? Each test lays reports out as Surefire writes them and asks.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 1
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
tests=0
failures=0

# shellcheck source=bin/lib/not-run.sh
. "$here/not-run.sh"

expect() {
    local name="$1" wanted="$2" found="$3"
    tests=$((tests + 1))
    if [ "$found" != "$wanted" ]; then
        failures=$((failures + 1))
        printf 'FAILED %s\n  wanted: %s\n  found:  %s\n' "$name" "$wanted" "$found"
    fi
}

new_folder() {
    rm -rf "$folder/module" "$folder/other"
    mkdir -p "$folder/module/target/surefire-reports" "$folder/other/target/failsafe-reports"
    touch -d '2020-01-01' "$folder/marker"
}

# report FILE CLASS TESTS: the cases come from the standard input.
report() {
    {
        printf '<?xml version="1.0" encoding="UTF-8"?>\n<testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0.2" name="%s" time="0.1" tests="%s" errors="0">\n' "$2" "$3"
        printf '  <properties>\n    <property name="skipped message=" value="x"/>\n  </properties>\n'
        cat
        printf '</testsuite>'
    } >"$folder/$1"
}

new_folder
report module/target/surefire-reports/TEST-a.ATest.xml a.ATest 1 <<'XML'
  <testcase name="runs" classname="a.ATest" time="0.1"/>
XML
expect "where everything ran, nothing is said" "" "$(tests_not_run "$folder" "$folder/marker")"

report other/target/failsafe-reports/TEST-b.BIT.xml b.BIT 2 <<'XML'
  <testcase name="one" classname="b.BIT" time="0.0">
    <skipped message="Chromium is not installed; Debian: apt-get install chromium"/>
  </testcase>
  <testcase name="two" classname="b.BIT" time="0.0">
    <skipped message="Chromium is not installed; Debian: apt-get install chromium"/>
  </testcase>
XML
report other/target/failsafe-reports/TEST-c.CIT.xml c.CIT 1 <<'XML'
  <testcase name="three" classname="c.CIT" time="0.0">
    <skipped message="Chromium is not installed; Debian: apt-get install chromium"/>
  </testcase>
XML
expect "tests of several classes with one reason are one line" \
    "3 tests (BIT, CIT): Chromium is not installed; Debian: apt-get install chromium" "$(tests_not_run "$folder" "$folder/marker" | sort)"

touch -d '2030-01-01' "$folder/marker"
expect "reports of an earlier run do not count" "" "$(tests_not_run "$folder" "$folder/marker")"

new_folder
report module/target/surefire-reports/TEST-a.ATest.xml a.ATest 2 <<'XML'
  <testcase name="one" classname="a.ATest" time="0.0">
    <skipped type="org.opentest4j.TestAbortedException"><![CDATA[org.opentest4j.TestAbortedException: Assumption failed: Skipped: needs data/x.csv, which is not part of the repository
	at org.junit.jupiter.api.Assumptions.throwAssumptionFailed(Assumptions.java:316)
]]></skipped>
    <system-out><![CDATA[<skipped message="of something else"/>]]></system-out>
  </testcase>
  <testcase name="runs" classname="a.ATest" time="0.1"/>
XML
expect "the reason of an assumption is its first line" \
    "1 test (ATest): needs data/x.csv, which is not part of the repository" "$(tests_not_run "$folder" "$folder/marker" | head -1)"

new_folder
report module/target/surefire-reports/TEST-a.ATest.xml a.ATest 1 <<'XML'
  <testcase name="one" classname="a.ATest" time="0.0">
    <skipped message="System property [aegisnet.live] does not exist ==&gt; It takes &quot;minutes&quot; &amp; more;&#10;bin/test -P slow runs it"/>
  </testcase>
XML
expect "JUnit's own words before the reason are left out" \
    '1 test (ATest): It takes "minutes" & more; bin/test -P slow runs it' "$(tests_not_run "$folder" "$folder/marker")"

new_folder
report module/target/surefire-reports/TEST-a.ATest.xml a.ATest 0 </dev/null
expect "a class that ran no test is told" \
    "1 test (ATest): Its reports hold no test" "$(tests_not_run "$folder" "$folder/marker" | cut -d' ' -f1-8)"

new_folder
report other/target/failsafe-reports/TEST-a.SomeSuiteIT.xml a.SomeSuiteIT 0 </dev/null
expect "a suite has no tests of its own" "" "$(tests_not_run "$folder" "$folder/marker")"

printf 'Telling the tests that did not run: %d tests, %d failures\n' "$tests" "$failures"
[ "$failures" -eq 0 ]
