package org.aegisnet.netflow.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aegisnet.netflow.element.InformationElement;
import org.aegisnet.netflow.template.Template;
import org.aegisnet.netflow.template.TemplateField;

/** Which field of a template holds which element, and which fields a column has taken. Of an element sent twice, the first counts. */
final class FieldFinder {
    /** The index that stands for "no such field". */
    static final int NONE = -1;

    private final Map<Long, Integer> firstFields = new HashMap<>();
    private final Set<Integer> taken = new HashSet<>();

    FieldFinder(Template template) {
        List<TemplateField> fields = template.fields();
        for (int index = 0; index < fields.size(); index++) {
            TemplateField field = fields.get(index);
            if (!field.scope() && field.length() > 0) {
                firstFields.putIfAbsent(
                        key(field.element().enterprise(), field.element().id()), index);
            }
        }
    }

    /** The field that holds an IANA element, not yet taken by any column. */
    int peek(int id) {
        return firstFields.getOrDefault(key(0, id), NONE);
    }

    int peek(long enterprise, int id) {
        return firstFields.getOrDefault(key(enterprise, id), NONE);
    }

    boolean has(int id) {
        return peek(id) != NONE;
    }

    /** The field that holds the first of some IANA elements that is there; a column has it now. */
    int take(int... ids) {
        for (int id : ids) {
            int field = peek(id);
            if (field != NONE) {
                taken.add(field);
                return field;
            }
        }
        return NONE;
    }

    /** The fields that hold some IANA elements, by element; a column has them now. */
    Map<Integer, Integer> takeAll(List<Integer> ids) {
        Map<Integer, Integer> found = new HashMap<>();
        for (int id : ids) {
            int field = take(id);
            if (field != NONE) {
                found.put(id, field);
            }
        }
        return found;
    }

    /** The field that holds the reverse (RFC 5103) of the first of some IANA elements that is there; a column has it now. */
    int takeReverse(int... ids) {
        for (int id : ids) {
            int field = peek(InformationElement.REVERSE_ENTERPRISE, id);
            if (field != NONE) {
                taken.add(field);
                return field;
            }
        }
        return NONE;
    }

    int takeOfVendor(long enterprise, int id) {
        int field = peek(enterprise, id);
        if (field != NONE) {
            taken.add(field);
        }
        return field;
    }

    boolean isTaken(int field) {
        return taken.contains(field);
    }

    private static long key(long enterprise, int id) {
        return (enterprise << 16) | id;
    }
}
