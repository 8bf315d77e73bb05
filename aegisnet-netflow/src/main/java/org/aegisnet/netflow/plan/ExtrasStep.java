package org.aegisnet.netflow.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.element.ElementValue;
import org.aegisnet.netflow.element.InformationElements;
import org.aegisnet.netflow.template.TemplateField;

/**
 * Decoding step of the fields that no column holds, by name. Their values are those that a record can carry: whole numbers, decimals, truth
 * values and text. The names that the exporter's options give interfaces and VRFs are added.
 */
final class ExtrasStep implements ColumnStep {
    private final List<TemplateField> fields;
    private final int[] indexes;
    private final String[] names;
    private final int inputInterfaceField;
    private final int outputInterfaceField;
    private final int vrfField;

    /**
     * Keeps some fields of a template.
     *
     * @param indexes of the fields
     * @param names under which they are kept; none twice
     * @param finder says where the numbers are whose names the exporter's options may tell
     */
    ExtrasStep(List<TemplateField> fields, int[] indexes, String[] names, FieldFinder finder) {
        this.fields = fields;
        this.indexes = indexes;
        this.names = names;
        this.inputInterfaceField = finder.peek(InformationElements.INGRESS_INTERFACE);
        this.outputInterfaceField = finder.peek(InformationElements.EGRESS_INTERFACE);
        this.vrfField = finder.peek(InformationElements.INGRESS_VRF_ID);
    }

    /** Puts the name that the exporter's options give a number. */
    private static void nameOf(
            RecordBlock run,
            int field,
            int skip,
            LongFunction<Optional<String>> names,
            String name,
            Map<String, Object> extras) {
        if (field != FieldFinder.NONE && run.length(field) > 0 && run.length(field) <= Long.BYTES) {
            long number = BigEndian.unsigned(run.buffer(), run.offset(field) + skip, run.length(field));
            names.apply(number).ifPresent(text -> extras.put(name, text));
        }
    }

    @Override
    public long apply(RecordBlock run) {
        for (int record = 0; record < run.count(); record++) {
            int skip = record * run.stride();
            Map<String, Object> extras = new LinkedHashMap<>();
            for (int index = 0; index < indexes.length; index++) {
                int field = indexes[index];
                String name = names[index];
                ElementValue.read(
                                fields.get(field).element(), run.buffer(), run.offset(field) + skip, run.length(field))
                        .ifPresent(value -> extras.put(name, ElementValue.plain(value)));
            }
            nameOf(run, inputInterfaceField, skip, run.options()::interfaceName, "input_interface_name", extras);
            nameOf(run, outputInterfaceField, skip, run.options()::interfaceName, "output_interface_name", extras);
            nameOf(run, vrfField, skip, run.options()::vrfName, "vrf_name", extras);
            run.batch().putExtras(run.row() + record, Collections.unmodifiableMap(extras));
        }
        return 0;
    }
}
