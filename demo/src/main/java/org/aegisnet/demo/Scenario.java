package org.aegisnet.demo;

import java.util.List;
import org.aegisnet.runtime.ImportedFlow;
import org.aegisnet.runtime.NiFiClient;

/** One of the templates, fed with something worth seeing. */
interface Scenario {
    /** Imports the template, feeds it and waits until all is through. */
    Played play(NiFiClient client, FlowFolders folders, Steps steps);

    /** What is known of the flows apart from the models. */
    Truth truth();

    /** What somebody may do with the flow afterwards, to be read after "NiFi stays up until you press Ctrl-C; ". */
    String invitation(FlowFolders folders);

    /**
     * What has been played.
     *
     * @param intake what was read, in lines for the report
     * @param records how many records must come out
     */
    record Played(ImportedFlow flow, List<String> intake, long records) {
        public Played {
            intake = List.copyOf(intake);
        }
    }
}
