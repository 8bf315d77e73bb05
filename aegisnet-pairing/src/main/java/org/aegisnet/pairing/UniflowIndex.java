package org.aegisnet.pairing;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Index of the halves in a table by conversation. It is a hash table whose links are in the halves, so that an open flow needs no entry of its
 * own. Both directions of a conversation share a bucket; the newest half is first in it. For one thread.
 *
 * @param <T> the payload of a half
 */
final class UniflowIndex<T> {
    private static final int MIN = 1024;

    /** Secret of the hash: a sender chooses the ports and addresses of its packets, but does not know the seed. */
    private final long seed = ThreadLocalRandom.current().nextLong() | 1;

    private Uniflow<T>[] buckets = newBuckets(MIN);
    private int size;

    /** The newest half that may be of the same conversation; the next one is its {@code nextInBucket}. Null if the bucket is empty. */
    Uniflow<T> candidatesFor(final Uniflow<T> half) {
        return buckets[bucketOf(half)];
    }

    void add(final Uniflow<T> half) {
        if (size == buckets.length) {
            grow();
        }
        putFirst(half);
        size++;
    }

    void remove(final Uniflow<T> half) {
        if (half.previousInBucket == null) {
            buckets[bucketOf(half)] = half.nextInBucket;
        } else {
            half.previousInBucket.nextInBucket = half.nextInBucket;
        }
        if (half.nextInBucket != null) {
            half.nextInBucket.previousInBucket = half.previousInBucket;
        }
        half.previousInBucket = null;
        half.nextInBucket = null;
        size--;
    }

    private void putFirst(final Uniflow<T> half) {
        final int bucket = bucketOf(half);
        half.previousInBucket = null;
        half.nextInBucket = buckets[bucket];
        if (half.nextInBucket != null) {
            half.nextInBucket.previousInBucket = half;
        }
        buckets[bucket] = half;
    }

    private int bucketOf(final Uniflow<T> half) {
        final long hash = (half.conversationHash() + System.identityHashCode(half.timeline)) * seed;
        return (int) (hash >>> 32) & (buckets.length - 1);
    }

    private void grow() {
        final Uniflow<T>[] old = buckets;
        buckets = newBuckets(old.length * 2);
        for (final Uniflow<T> newest : old) {
            putAgainOldestFirst(newest);
        }
    }

    private void putAgainOldestFirst(final Uniflow<T> newest) {
        Uniflow<T> half = newest;
        while (half != null && half.nextInBucket != null) {
            half = half.nextInBucket;
        }
        while (half != null) {
            final Uniflow<T> younger = half.previousInBucket;
            putFirst(half);
            half = younger;
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> Uniflow<T>[] newBuckets(final int length) {
        return (Uniflow<T>[]) new Uniflow<?>[length];
    }
}
