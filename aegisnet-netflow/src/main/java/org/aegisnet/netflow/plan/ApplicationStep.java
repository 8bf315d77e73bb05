package org.aegisnet.netflow.plan;

import java.util.List;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.element.ElementValue;
import org.aegisnet.netflow.element.InformationElement;
import org.aegisnet.netflow.option.ApplicationId;
import org.aegisnet.netflow.template.TemplateField;

/**
 * Decoding step of the application's name. The name is from the record, else from the exporter's options for the application id. Else it is
 * the id as {@code engine:selector} (RFC 6759), whatever its length. An empty name and an id of zeros are absent.
 */
final class ApplicationStep implements ColumnStep {
    private final List<TemplateField> fields;
    private final int nameField;
    private final int idField;

    ApplicationStep(List<TemplateField> fields, int nameField, int idField) {
        this.fields = fields;
        this.nameField = nameField;
        this.idField = idField;
    }

    @Override
    public long apply(RecordBlock run) {
        for (int index = 0; index < run.count(); index++) {
            int skip = index * run.stride();
            String name = nameField == FieldFinder.NONE ? "" : name(run, skip);
            if (name.isEmpty() && idField != FieldFinder.NONE) {
                name = nameOfId(run, skip);
            }
            if (!name.isEmpty()) {
                FlowBatch batch = run.batch();
                batch.texts(FlowColumn.APPLICATION)[run.row() + index] = name;
                batch.markPresent(FlowColumn.APPLICATION, run.row() + index);
            }
        }
        return 0;
    }

    private String name(RecordBlock run, int skip) {
        InformationElement element = fields.get(nameField).element();
        return ElementValue.read(element, run.buffer(), run.offset(nameField) + skip, run.length(nameField))
                .map(Object::toString)
                .orElse("");
    }

    private String nameOfId(RecordBlock run, int skip) {
        String id = ApplicationId.text(run.buffer(), run.offset(idField) + skip, run.length(idField));
        return id.isEmpty() ? "" : run.options().application(id).orElse(id);
    }
}
