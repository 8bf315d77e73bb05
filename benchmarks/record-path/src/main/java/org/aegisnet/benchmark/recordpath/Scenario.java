package org.aegisnet.benchmark.recordpath;

import java.util.List;

/**
 * Some processors that are given the same FlowFiles.
 *
 * @param title for the table
 * @param format of the records
 * @param flows the records
 * @param recordsInFile in each of {@value #FILES} FlowFiles
 * @param candidates the first is what the others are compared with
 */
record Scenario(String title, Format format, SampleFlows flows, int recordsInFile, List<Candidate> candidates) {
    static final int FILES = 2;

    Scenario {
        candidates = List.copyOf(candidates);
    }
}
