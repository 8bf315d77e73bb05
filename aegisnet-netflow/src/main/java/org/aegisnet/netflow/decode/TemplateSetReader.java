package org.aegisnet.netflow.decode;

import java.util.ArrayList;
import java.util.List;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.datagram.ExportHeader;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.element.InformationElement;
import org.aegisnet.netflow.template.Template;
import org.aegisnet.netflow.template.TemplateField;

/** Reader of the template sets and options template sets of NetFlow v9 and IPFIX. Stateless between sets. */
final class TemplateSetReader {
    private static final int ENTERPRISE_BIT = 0x8000;
    private static final int FIELD_LENGTH = 4;
    private static final int TEMPLATE_HEADER_LENGTH = 4;

    private final ElementRegistry registry;
    private final int mostFields;

    TemplateSetReader(ElementRegistry registry, int mostFields) {
        this.registry = registry;
        this.mostFields = mostFields;
    }

    /** Receiver of the contents of a template set. */
    interface Handler {
        void defined(Template template);

        /** Withdrawn by its exporter (RFC 7011, section 8.1): one template, or all of a kind if the id is that of the set. */
        void withdrawn(int templateId);

        /**
         * Receives a template that cannot be used, before {@link #refused} is called.
         *
         * @param template with the fields that could be read
         * @param complete true if these are all fields, as far as they are allowed
         */
        void refusedTemplate(Template template, boolean complete);

        /** Receives data that is not a valid template; the rest of the set is lost with it unless the reader goes on. */
        void refused(DecodeProblemKind kind, int offset, String reason);
    }

    /**
     * Reads the templates of a set.
     *
     * @param start offset after the set's header
     * @param end offset after the set's last byte
     */
    void read(int version, boolean options, byte[] buffer, int start, int end, Handler handler) {
        int at = start;
        while (end - at >= TEMPLATE_HEADER_LENGTH) {
            int id = BigEndian.unsigned16(buffer, at);
            int count = BigEndian.unsigned16(buffer, at + 2);
            if (id == 0 && isZero(buffer, at, end)) {
                return;
            }
            boolean withdrawal = version == ExportHeader.IPFIX && count == 0;
            if (id < Template.MIN_ID && !(withdrawal && (id == 2 || id == 3))) {
                handler.refused(
                        DecodeProblemKind.BAD_TEMPLATE, at, "A template has id " + id + "; ids begin with 256.");
                return;
            }
            if (withdrawal) {
                handler.withdrawn(id);
                at += TEMPLATE_HEADER_LENGTH;
                continue;
            }
            at = readTemplate(version, options, id, count, buffer, at, end, handler);
            if (at < 0) {
                return;
            }
        }
    }

    /** Returns the offset after the template, or -1 if it cannot be determined. */
    private int readTemplate(
            int version, boolean options, int id, int count, byte[] buffer, int start, int end, Handler handler) {
        int at = start + TEMPLATE_HEADER_LENGTH;
        int fieldCount = count;
        int scopeCount = 0;
        if (options) {
            if (end - at < 2) {
                return cutShort(new Template(id, true, List.of()), start, handler);
            }
            int second = BigEndian.unsigned16(buffer, at);
            at += 2;
            if (version == ExportHeader.NETFLOW_V9) {
                scopeCount = count / FIELD_LENGTH;
                fieldCount = scopeCount + second / FIELD_LENGTH;
            } else {
                scopeCount = second;
            }
        }
        List<TemplateField> fields = new ArrayList<>(Math.min(fieldCount, mostFields));
        for (int index = 0; index < fieldCount; index++) {
            if (end - at < FIELD_LENGTH) {
                return cutShort(new Template(id, options, fields), start, handler);
            }
            int elementId = BigEndian.unsigned16(buffer, at);
            int length = BigEndian.unsigned16(buffer, at + 2);
            at += FIELD_LENGTH;
            long enterprise = 0;
            if (version == ExportHeader.IPFIX && (elementId & ENTERPRISE_BIT) != 0) {
                if (end - at < FIELD_LENGTH) {
                    return cutShort(new Template(id, options, fields), start, handler);
                }
                enterprise = BigEndian.unsigned32(buffer, at);
                elementId &= ~ENTERPRISE_BIT;
                at += FIELD_LENGTH;
            }
            boolean scope = index < scopeCount;
            if (index < mostFields) {
                fields.add(new TemplateField(element(version, scope, enterprise, elementId), length, scope));
            }
        }
        hand(new Template(id, options, fields), fieldCount, scopeCount, start, handler);
        return at;
    }

    private void hand(Template template, int fieldCount, int scopeCount, int start, Handler handler) {
        if (fieldCount > mostFields) {
            handler.refusedTemplate(template, true);
            handler.refused(
                    DecodeProblemKind.TOO_MANY_FIELDS,
                    start,
                    "Template " + template.id() + " has " + fieldCount + " fields; at most " + mostFields
                            + " are allowed.");
        } else if (template.shortestRecord() == 0) {
            handler.refusedTemplate(template, true);
            handler.refused(
                    DecodeProblemKind.BAD_TEMPLATE,
                    start,
                    "Template " + template.id() + " describes records of no bytes.");
        } else if (scopeCount > fieldCount) {
            handler.refusedTemplate(template, true);
            handler.refused(
                    DecodeProblemKind.BAD_TEMPLATE,
                    start,
                    "Options template " + template.id() + " has " + scopeCount + " scope fields among " + fieldCount
                            + " fields.");
        } else {
            handler.defined(template);
        }
    }

    private InformationElement element(int version, boolean scope, long enterprise, int id) {
        return scope && version == ExportHeader.NETFLOW_V9
                ? registry.findNetFlowV9Scope(id)
                : registry.find(enterprise, id);
    }

    private static int cutShort(Template template, int start, Handler handler) {
        handler.refusedTemplate(template, false);
        handler.refused(
                DecodeProblemKind.BAD_TEMPLATE, start, "Template " + template.id() + " ends after its set does.");
        return -1;
    }

    private static boolean isZero(byte[] buffer, int start, int end) {
        for (int at = start; at < end; at++) {
            if (buffer[at] != 0) {
                return false;
            }
        }
        return true;
    }
}
