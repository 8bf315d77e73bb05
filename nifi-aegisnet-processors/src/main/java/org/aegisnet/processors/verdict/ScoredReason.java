package org.aegisnet.processors.verdict;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The part of one feature in a finding, or all reasons of a finding in one text. A component is empty if the processor does not supply it.
 * Immutable.
 *
 * @param model name and version of the model, or the processor that gave the reason; may be empty
 * @param feature its name
 * @param share of the score
 * @param seen the flow's value
 * @param expected the typical value
 * @param text the reason in words
 */
public record ScoredReason(
        String model,
        Optional<String> feature,
        OptionalDouble share,
        OptionalDouble seen,
        OptionalDouble expected,
        String text) {}
