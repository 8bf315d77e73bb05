package org.aegisnet.processors.record;

import java.util.LinkedHashSet;
import java.util.Set;

/** One-line messages that describe an exception or error and its causes to a user, without a stack trace. */
public final class ErrorMessages {
    private static final int MAX_DEPTH = 5;

    private ErrorMessages() {}

    /**
     * One line of the messages of an exception and its causes, without repetition.
     *
     * @param failure what happened
     */
    public static String inWords(final Throwable failure) {
        final Set<String> messages = new LinkedHashSet<>();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            final String message = inWordsWithoutCauses(cause);
            if (messages.stream().noneMatch(said -> said.contains(message))) {
                messages.add(message);
            }
            cause = cause.getCause();
        }
        return String.join(": ", messages);
    }

    private static String inWordsWithoutCauses(final Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return "The content needs more memory than NiFi has left (%s); split it, or give NiFi a larger heap"
                    .formatted(failure.getMessage());
        }
        if (failure instanceof StackOverflowError) {
            return "The content is nested too deep to be worked on";
        }
        if (failure instanceof LinkageError) {
            return "Java cannot load a class (%s: %s); look whether all NARs are whole and of one version of NiFi"
                    .formatted(failure.getClass().getSimpleName(), failure.getMessage());
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
