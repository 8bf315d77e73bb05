package org.aegisnet.netflow.decode;

import java.util.ArrayList;
import java.util.List;
import org.aegisnet.netflow.datagram.ExportHeader;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.element.InformationElements;
import org.aegisnet.netflow.template.Template;
import org.aegisnet.netflow.template.TemplateField;

/** The one layout of NetFlow v5's records, in terms of the elements that later versions use. */
final class NetFlowV5 {
    static final int RECORD_LENGTH = 48;
    /** Number of records that fit into the largest datagram, 65,535 bytes. */
    static final int MAX_RECORDS = (65_535 - ExportHeader.NETFLOW_V5_LENGTH) / RECORD_LENGTH;

    /** Element and length of each field. */
    private static final int[][] FIELDS = {
        {InformationElements.SOURCE_IPV4_ADDRESS, 4},
        {InformationElements.DESTINATION_IPV4_ADDRESS, 4},
        {InformationElements.IP_NEXT_HOP_IPV4_ADDRESS, 4},
        {InformationElements.INGRESS_INTERFACE, 2},
        {InformationElements.EGRESS_INTERFACE, 2},
        {InformationElements.PACKET_DELTA_COUNT, 4},
        {InformationElements.OCTET_DELTA_COUNT, 4},
        {InformationElements.FLOW_START_SYS_UP_TIME, 4},
        {InformationElements.FLOW_END_SYS_UP_TIME, 4},
        {InformationElements.SOURCE_TRANSPORT_PORT, 2},
        {InformationElements.DESTINATION_TRANSPORT_PORT, 2},
        {InformationElements.PADDING_OCTETS, 1},
        {InformationElements.TCP_CONTROL_BITS, 1},
        {InformationElements.PROTOCOL_IDENTIFIER, 1},
        {InformationElements.IP_CLASS_OF_SERVICE, 1},
        {InformationElements.BGP_SOURCE_AS_NUMBER, 2},
        {InformationElements.BGP_DESTINATION_AS_NUMBER, 2},
        {InformationElements.SOURCE_IPV4_PREFIX_LENGTH, 1},
        {InformationElements.DESTINATION_IPV4_PREFIX_LENGTH, 1},
        {InformationElements.PADDING_OCTETS, 2}
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
