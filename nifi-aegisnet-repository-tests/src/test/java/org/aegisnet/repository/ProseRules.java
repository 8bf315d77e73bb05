package org.aegisnet.repository;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Rules of CONTRIBUTING's section on prose that a machine can hold. */
final class ProseRules {
    /** Longest sentence, in words. */
    static final int MAX_WORDS = 25;

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?;:])\\s+(?=[A-Z\"(0-9])");
    private static final Pattern WORD = Pattern.compile("[\\p{L}][\\p{L}\\p{N}'’-]*");
    private static final Pattern PRONOUN_SUBJECT =
            Pattern.compile("^(?:What|Who|Whatever|Whoever|Whether|How|Why)\\b(?!.*\\?$)");
    private static final Pattern NEGATED_BE = Pattern.compile("\\b(?:is|are|was|were) (?:none|no)\\b(?! longer\\b)");
    private static final Pattern CONDITIONAL_WHERE = Pattern.compile("^Where\\b[^?]*,|\\bwhere (?:none|nothing)\\b");
    private static final Pattern VERB_FIRST = Pattern.compile(
            "^(?:Says|Tells|Holds|Keeps|Reads|Writes|Makes|Turns|Takes|Gives|Looks|Finds|Counts|Knows|Does|Has|Is|Are|"
                    + "Runs|Sends|Adds|Puts|Joins|Sorts|Checks|Works|Lets|Draws|Learns|Shows|Decides|Remembers)\\b"
                    + "|^(?:What|Whether|How|Where|Who|Why|When)\\b");
    private static final Pattern SUPERLATIVE_CONSTANT =
            Pattern.compile("^(?:MOST|LEAST|LARGEST|SMALLEST|HIGHEST|LOWEST|LONGEST|SHORTEST|DEEPEST)(?:_|$)");

    private ProseRules() {}

    static List<ProseFault> faultsOf(final Prose prose) {
        final List<ProseFault> faults = new ArrayList<>();
        if (prose.kind() == Prose.Kind.CONSTANT) {
            if (SUPERLATIVE_CONSTANT.matcher(prose.text()).find()) {
                faults.add(new ProseFault("max-constant", prose, prose.text()));
            }
            return faults;
        }
        if (prose.kind() == Prose.Kind.TYPE_JAVADOC
                && VERB_FIRST.matcher(prose.text()).find()) {
            faults.add(new ProseFault("noun-first", prose, prose.text()));
        }
        for (final String sentence : sentencesOf(prose.text())) {
            if (WORD.matcher(sentence).results().count() > MAX_WORDS) {
                faults.add(new ProseFault("long-sentence", prose, sentence));
            }
            if (PRONOUN_SUBJECT.matcher(sentence).find()) {
                faults.add(new ProseFault("pronoun-subject", prose, sentence));
            }
            if (NEGATED_BE.matcher(sentence).find()) {
                faults.add(new ProseFault("is-none", prose, sentence));
            }
            if (CONDITIONAL_WHERE.matcher(sentence).find()) {
                faults.add(new ProseFault("conditional-where", prose, sentence));
            }
        }
        return faults;
    }

    private static List<String> sentencesOf(final String text) {
        return Arrays.stream(SENTENCE_END.split(text))
                .map(String::strip)
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }
}
