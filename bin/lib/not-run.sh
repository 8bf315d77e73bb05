# shellcheck shell=bash
# Reads Surefire's and Failsafe's reports for the tests that did not run. Sourced by bin/test.

# tests_not_run FOLDER MARKER: prints one line for each reason, "2 tests (AIT, BIT): reason", of the reports below the folder that are newer than the marker file.
# A class without any test is told, too, for an assumption before all of its tests leaves nothing else in a report.
tests_not_run() {
    find "$1" -type f \( -path '*/surefire-reports/TEST-*.xml' -o -path '*/failsafe-reports/TEST-*.xml' \) -newer "$2" -print0 | sort -z | xargs -0 cat | awk '
        function attribute(tag, name,    start, rest) {
            start = index(tag, " " name "=\"")
            if (!start) return ""
            rest = substr(tag, start + length(name) + 3)
            return substr(rest, 1, index(rest, "\"") - 1)
        }
        function plain(text) {
            gsub(/&#10;|[ \t\r\n]+/, " ", text)
            gsub(/&quot;/, "\"", text)
            gsub(/&apos;/, "\047", text)
            gsub(/&lt;/, "<", text)
            gsub(/&gt;/, ">", text)
            gsub(/&amp;/, "\\&", text)
            # What JUnit puts in front of the reason that the test gives.
            sub(/^System property \[[^]]*\] does not exist ==> /, "", text)
            sub(/^Disabled on operating system: .* ==> /, "", text)
            sub(/^.*Assumption failed: /, "", text)
            sub(/^[Ss]kipped: /, "", text)
            sub(/[. ]*$/, "", text)
            return text
        }
        function remember(class, reason) {
            sub(/^.*\./, "", class)
            if (!(reason in count)) order[++reasons] = reason
            count[reason]++
            if (!((reason, class) in seen)) {
                seen[reason, class] = 1
                classes[reason] = classes[reason] (classes[reason] == "" ? "" : ", ") class
            }
        }
        BEGIN { RS = "<" }
        /^testsuite / && attribute($0, "tests") == "0" && attribute($0, "name") !~ /Suite(IT|Test)$/ {
            remember(attribute($0, "name"), "Its reports hold no test and no reason; Maven was told to skip it, or an assumption before all tests failed")
        }
        /^testcase / { class = attribute($0, "classname") }
        /^skipped/ {
            message = attribute(substr($0, 1, index($0, ">")), "message")
            waits = message == ""
            if (!waits) remember(class, plain(message))
        }
        waits && /^!\[CDATA\[/ {
            split(substr($0, 10), lines, "\n")
            remember(class, plain(lines[1]))
            waits = 0
        }
        waits && /^\/testcase/ { remember(class, "No reason is given"); waits = 0 }
        END {
            for (number = 1; number <= reasons; number++) {
                reason = order[number]
                printf "%d %s (%s): %s\n", count[reason], count[reason] == 1 ? "test" : "tests", classes[reason], reason
            }
        }'
}
