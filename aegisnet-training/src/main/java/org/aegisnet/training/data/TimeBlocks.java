package org.aegisnet.training.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Division of flows into blocks of time, separately for each label of each file and day. Every flow can thus be held out once together with its
 * neighbours in time.
 *
 * @param count the number of blocks, 2 or more
 */
public record TimeBlocks(int count) {
    public TimeBlocks {
        if (count < 2) {
            throw new IllegalArgumentException("To hold a block out there must be two or more, not " + count);
        }
    }

    /** One split for each block, which is its test part. */
    public List<Split> splits(final FlowSet flows) {
        final Map<Flow, Integer> blocks = new HashMap<>();
        for (final List<Flow> group : TimeOrder.groups(flows)) {
            for (int position = 0; position < group.size(); position++) {
                blocks.put(group.get(position), (int) ((long) position * count / group.size()));
            }
        }
        final List<Split> splits = new ArrayList<>();
        for (int block = 0; block < count; block++) {
            final int heldOut = block;
            splits.add(new Split(
                    flows.where(flow -> blocks.get(flow) != heldOut),
                    flows.where(flow -> blocks.get(flow) == heldOut)));
        }
        return splits;
    }
}
