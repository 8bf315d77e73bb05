package org.aegisnet.repository;

/**
 * Breach of one prose rule at one place.
 *
 * @param rule the rule's name
 * @param prose the text with its place
 * @param sentence the faulty sentence or name
 */
record ProseFault(String rule, Prose prose, String sentence) {
    String inWords() {
        return "%s:%d: %s: %s".formatted(prose.file(), prose.line(), rule, sentence);
    }
}
