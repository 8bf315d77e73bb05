package org.aegisnet.patterns;

import org.aegisnet.net.IpAddress;

/**
 * Hashes of what is counted, with a secret of each detector, so that nobody can choose ports or addresses that a sketch overlooks. Immutable.
 */
final class ItemHash {
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

    private final long seed;

    ItemHash(final long seed) {
        this.seed = seed;
    }

    long seed() {
        return seed;
    }

    long of(final Service service) {
        return mixed(seed ^ mixed(((long) service.protocol() << 32) | (service.port() & 0xffff_ffffL)));
    }

    long of(final IpAddress address) {
        return mixed(mixed(seed ^ address.high()) ^ address.low());
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private static long mixed(final long value) {
        long mixed = value + GOLDEN;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ (mixed >>> 31);
    }
}
