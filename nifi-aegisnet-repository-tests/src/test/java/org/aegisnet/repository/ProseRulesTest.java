package org.aegisnet.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProseRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pronoun-subject | What waits lies in the queue.",
                "pronoun-subject | It works. Whoever reads this waits.",
                "is-none | A record with a fault is none that can be scored.",
                "is-none | There is no name.",
                "conditional-where | Where it is missing, the record leaves by unscored.",
                "conditional-where | It stays empty where nothing is known.",
                "long-sentence | one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six.",
            })
    void aPlantedSentenceIsFound(final String rule, final String text) {
        assertEquals(List.of(rule), rulesBroken("# Title\n\n" + text + "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X | How good are the models?",
                "X | If it is missing, the record leaves by unscored.",
                "X | The model is no longer used.",
                "X | one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five.",
            })
    void aPlainSentencePasses(final String unused, final String text) {
        assertEquals(List.of(), rulesBroken("# Title\n\n" + text + "\n"));
    }

    @Test
    void codeBlocksAndCodeSpansAreNotProse() {
        assertEquals(List.of(), rulesBroken("```\nWhat is none\n```\n\nThe field `what is none` stays.\n"));
    }

    @Test
    void tableCellsAreProse() {
        assertEquals(List.of("is-none"), rulesBroken("| a | this is none |\n|---|---|\n"));
    }

    @Test
    void aTypeBeginsWithANoun() {
        assertEquals(
                List.of("noun-first"),
                javaRules("package a;\n\n/** Keeps the model. */\n@Deprecated\nfinal class A {\n}\n"));
        assertEquals(List.of(), javaRules("package a;\n\n/** Keeper of the model. */\nfinal class A {\n}\n"));
    }

    @Test
    void aMethodMayBeginWithAVerb() {
        assertEquals(
                List.of(), javaRules("/** Class. */\nclass A {\n    /** Keeps the model. */\n    void a() {}\n}\n"));
    }

    @Test
    void aBoundIsCalledMaxOrMin() {
        assertEquals(List.of("max-constant"), javaRules("class A {\n    private static final int MOST_ROWS = 3;\n}\n"));
        assertEquals(List.of(), javaRules("class A {\n    private static final int MAX_ROWS = 3;\n}\n"));
    }

    @Test
    void commentsAndJavadocTagsAreProse() {
        assertEquals(
                List.of("pronoun-subject", "is-none"),
                javaRules(
                        "/**\n * Class.\n *\n * @param a What it is\n */\nrecord A(int a) {\n    // this is none\n}\n"));
    }

    private static List<String> rulesBroken(final String markdown) {
        return MarkdownProse.in("a.md", markdown).stream()
                .flatMap(prose -> ProseRules.faultsOf(prose).stream())
                .map(ProseFault::rule)
                .toList();
    }

    private static List<String> javaRules(final String source) {
        return JavaProse.in("A.java", source).stream()
                .flatMap(prose -> ProseRules.faultsOf(prose).stream())
                .map(ProseFault::rule)
                .toList();
    }
}
