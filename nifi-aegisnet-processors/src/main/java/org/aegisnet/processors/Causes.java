package org.aegisnet.processors;

import java.util.LinkedHashSet;
import java.util.Set;

/** Tells an exception and what caused it in one line, for a person who has no use for a stack trace. */
public final class Causes {
    private static final int DEEPEST = 5;

    private Causes() {}

    /**
     * One line of the messages of an exception and its causes, without repetition.
     *
     * @param failure what happened
     */
    public static String inWords(final Throwable failure) {
        final Set<String> messages = new LinkedHashSet<>();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            final String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (messages.stream().noneMatch(said -> said.contains(message))) {
                messages.add(message);
            }
            cause = cause.getCause();
        }
        return String.join(": ", messages);
    }
}
