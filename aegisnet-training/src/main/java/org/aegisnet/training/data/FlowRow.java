package org.aegisnet.training.data;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A row of a flow file as text.
 *
 * @param line the line it starts on, from 1
 * @param values one for each column of the file
 * @param label what the flow is said to be
 * @param time when it began
 * @param fault the reason that the values may stand below wrong names; empty for a sound row
 */
public record FlowRow(
        long line, List<String> values, Label label, Optional<LocalDateTime> time, Optional<String> fault) {
    public FlowRow {
        values = List.copyOf(values);
    }
}
