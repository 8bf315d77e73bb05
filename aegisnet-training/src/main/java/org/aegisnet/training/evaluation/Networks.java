package org.aegisnet.training.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;

/** Which network a file's flows are from, or which extraction of it: figures are told for each by itself. Immutable. */
public final class Networks {
    private final Map<String, String> nameOfFile;

    /** @param nameOfFile for each file name the name of its network, in the order in which tables are to have them */
    public Networks(final Map<String, String> nameOfFile) {
        this.nameOfFile = new LinkedHashMap<>(nameOfFile);
    }

    /** The networks, each once. */
    public List<String> names() {
        return nameOfFile.values().stream().distinct().toList();
    }

    /** The flows of one network. */
    public FlowSet flowsOf(final String network, final FlowSet flows) {
        return flows.where(flow -> of(flow).equals(network));
    }

    String of(final Flow flow) {
        return nameOfFile.getOrDefault(flow.source(), flow.source());
    }
}
