package org.aegisnet.repository;

/**
 * Piece of English text with its place.
 *
 * @param file relative to the checkout, with slashes
 * @param line where the text begins, from 1
 * @param kind what the text is in its file
 * @param text one paragraph without markup and line breaks
 */
record Prose(String file, int line, Kind kind, String text) {
    /** Kinds of text that have rules of their own. */
    enum Kind {
        PARAGRAPH,
        TYPE_JAVADOC,
        JAVADOC,
        COMMENT,
        CONSTANT
    }
}
