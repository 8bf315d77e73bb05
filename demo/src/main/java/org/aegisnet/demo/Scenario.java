package org.aegisnet.demo;

import java.util.List;
import org.aegisnet.runtime.ImportedFlow;
import org.aegisnet.runtime.NiFiClient;

/** One of the templates, fed with something worth seeing. */
interface Scenario {
    /** Imports the template, feeds it and waits until all is through. */
    Played play(NiFiClient client, FlowFolders folders, Steps steps);

    /** The known truth about the flows, independent of the models. */
    Truth truth();

    /** Suggestions for the user afterwards; the text follows "NiFi stays up until you press Ctrl-C; ". */
    String invitation(FlowFolders folders);

    /**
     * Result of a played scenario.
     *
     * @param intake a summary of the input, in lines for the report
     * @param records the number of records that must come out
     */
    record Played(ImportedFlow flow, List<String> intake, long records) {
        public Played {
            intake = List.copyOf(intake);
        }
    }
}
