package org.aegisnet.netflow.decode;

import java.util.ArrayList;
import java.util.List;
import org.aegisnet.netflow.datagram.ExportHeader;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.template.Template;
import org.aegisnet.netflow.template.TemplateField;

/** The one layout of NetFlow v5's records, in terms of the elements that later versions use. */
final class NetFlowV5 {
    static final int RECORD_LENGTH = 48;
    /** Number of records that fit into the largest datagram, 65,535 bytes. */
    static final int MAX_RECORDS = (65_535 - ExportHeader.NETFLOW_V5_LENGTH) / RECORD_LENGTH;

    /** Element and length of each field; 210 is padding. */
    private static final int[][] FIELDS = {
        {8, 4}, {12, 4}, {15, 4}, {10, 2}, {14, 2}, {2, 4}, {1, 4}, {22, 4}, {21, 4}, {7, 2}, {11, 2}, {210, 1}, {6, 1},
        {4, 1}, {5, 1}, {16, 2}, {17, 2}, {9, 1}, {13, 1}, {210, 2}
    };

    private NetFlowV5() {}

    static Template template(ElementRegistry registry) {
        List<TemplateField> fields = new ArrayList<>();
        for (int[] field : FIELDS) {
            fields.add(new TemplateField(registry.find(0, field[0]), field[1], false));
        }
        return new Template(0, false, fields);
    }
}
