package org.aegisnet.netflow.framing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Assembler of IP fragments. It keeps a bounded number of incomplete datagrams and drops the oldest. */
final class FragmentAssembler {
    private static final int MAX_INCOMPLETE = 256;
    private static final int MAX_SIZE = 65_535;

    private final LinkedHashMap<Key, Parts> incomplete = new LinkedHashMap<>();
    private long abandonedFragments;

    /**
     * Identity that the fragments of one datagram have in common.
     *
     * @param addresses source and destination as text
     * @param id the identification field
     */
    record Key(String addresses, long id, int protocol) {}

    /**
     * Adds a fragment.
     *
     * @param offset of the fragment in the IP payload, in bytes
     * @param last true if no fragment follows it
     * @return the whole IP payload when it is complete
     */
    Optional<byte[]> add(Key key, int offset, boolean last, byte[] payload) {
        Parts parts = incomplete.computeIfAbsent(key, unused -> new Parts());
        parts.put(offset, last, payload);
        Optional<byte[]> whole = parts.whole();
        if (whole.isPresent()) {
            incomplete.remove(key);
        } else if (incomplete.size() > MAX_INCOMPLETE) {
            Key oldest = incomplete.keySet().iterator().next();
            abandonedFragments += incomplete.remove(oldest).count();
        }
        return whole;
    }

    /** Returns the number of fragments whose datagram is not complete. */
    long incompleteFragments() {
        long waiting = 0;
        for (Parts parts : incomplete.values()) {
            waiting += parts.count();
        }
        return abandonedFragments + waiting;
    }

    private static final class Parts {
        private final TreeMap<Integer, byte[]> byOffset = new TreeMap<>();
        private int length = -1;
        private int bytes;

        void put(int offset, boolean last, byte[] payload) {
            if (bytes + payload.length > 2 * MAX_SIZE) {
                return;
            }
            if (byOffset.putIfAbsent(offset, payload) == null) {
                bytes += payload.length;
            }
            if (last) {
                length = offset + payload.length;
            }
        }

        int count() {
            return byOffset.size();
        }

        Optional<byte[]> whole() {
            if (length < 0 || length > MAX_SIZE) {
                return Optional.empty();
            }
            byte[] whole = new byte[length];
            int covered = 0;
            for (Map.Entry<Integer, byte[]> part : byOffset.entrySet()) {
                int offset = part.getKey();
                if (offset > covered) {
                    return Optional.empty();
                }
                int count = Math.min(part.getValue().length, length - offset);
                if (count > 0) {
                    System.arraycopy(part.getValue(), 0, whole, offset, count);
                    covered = Math.max(covered, offset + count);
                }
            }
            return covered == length ? Optional.of(whole) : Optional.empty();
        }
    }
}
