package org.aegisnet.pairing;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Index of the halves whose addresses or ports were translated, by the conversation after translation. Both directions of a conversation have the same
 * key; the hash has a secret, because senders choose their ports. For one thread.
 *
 * @param <T> the payload of a half
 */
final class TranslatedIndex<T> {
    private final long seed = ThreadLocalRandom.current().nextLong() | 1;
    private final Map<Long, SequencedSet<Uniflow<T>>> byConversation = new HashMap<>();

    void add(final Uniflow<T> half) {
        half.translation()
                .ifPresent(translated -> byConversation
                        .computeIfAbsent(key(translated), fresh -> new LinkedHashSet<>())
                        .add(half));
    }

    void remove(final Uniflow<T> half) {
        half.translation().ifPresent(translated -> {
            final Set<Uniflow<T>> same = byConversation.get(key(translated));
            if (same != null && same.remove(half) && same.isEmpty()) {
                byConversation.remove(key(translated));
            }
        });
    }

    /** The halves that may be of a conversation after translation, the newest first. */
    Iterable<Uniflow<T>> candidatesFor(final Uniflow<T> half) {
        final SequencedSet<Uniflow<T>> same = byConversation.get(key(half));
        return same == null ? Set.of() : same.reversed();
    }

    private long key(final Uniflow<T> half) {
        final long hash = (half.conversationHash() + System.identityHashCode(half.timeline)) * seed;
        return hash ^ hash >>> 32;
    }
}
