package org.aegisnet.processors.patterns;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.aegisnet.patterns.FlowPattern;
import org.aegisnet.patterns.PatternMatch;

/** Tally of the records of one FlowFile by their outcome. For one thread. */
final class PatternCounts {
    private final Map<FlowPattern, Long> byPattern = new EnumMap<>(FlowPattern.class);
    private long normal;
    private long suspicious;
    private long unscored;
    private long late;
    private double highestConfidence;

    void addJudged(final List<PatternMatch> matches) {
        if (matches.isEmpty()) {
            normal++;
            return;
        }
        suspicious++;
        byPattern.merge(matches.getFirst().pattern(), 1L, Long::sum);
        highestConfidence = Math.max(highestConfidence, matches.getFirst().confidence());
    }

    void addUnscored() {
        unscored++;
    }

    void addLate() {
        late++;
    }

    long read() {
        return normal + suspicious + unscored;
    }

    long judged() {
        return normal + suspicious;
    }

    long suspicious() {
        return suspicious;
    }

    /** Those that came too late among them. */
    long unscored() {
        return unscored;
    }

    long late() {
        return late;
    }

    double highestConfidence() {
        return highestConfidence;
    }

    /** For each pattern, the number of records in which it is the gravest pattern; patterns without a record are left out. */
    Map<FlowPattern, Long> byPattern() {
        return byPattern;
    }
}
