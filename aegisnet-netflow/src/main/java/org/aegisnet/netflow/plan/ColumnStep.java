package org.aegisnet.netflow.plan;

/** One step of a plan: fills a column, or a few that belong together, for a run of records. Keeps nothing between runs. */
interface ColumnStep {
    /**
     * Fills the rows of a run.
     *
     * @return the bits of the columns that are now present in all rows of the run. The step itself marks the values that are present in
     *     some rows only
     */
    long apply(RecordBlock run);
}
