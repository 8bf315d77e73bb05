package org.aegisnet.netflow.element;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All information elements we know: IANA's registry, what vendors have published of their own, the scope fields of NetFlow v9, and the
 * reverse of each (RFC 5103). Immutable after loading, safe for all threads.
 *
 * <p>An element that is not known is never an error: it gets a definition that says so.
 */
public final class ElementRegistry {
    private static final String IANA = "iana.csv";
    private static final String VENDORS = "vendors.csv";

    /** CERT's YAF marks the reverse of its own elements with this bit of the element number. */
    private static final int VENDOR_REVERSE_BIT = 0x4000;

    private static final long CERT = 6871;

    private final Map<Long, InformationElement> elements;
    private final Map<Integer, InformationElement> scopes;

    private ElementRegistry(Map<Long, InformationElement> elements) {
        this.elements = Map.copyOf(elements);
        this.scopes = Map.of(
                1, scope(1, "scopeSystem"),
                2, scope(2, "scopeInterface"),
                3, scope(3, "scopeLineCard"),
                4, scope(4, "scopeCache"),
                5, scope(5, "scopeTemplate"));
    }

    /** Reads the registry that comes with this module. */
    public static ElementRegistry load() {
        Map<Long, InformationElement> elements = new HashMap<>();
        for (String[] cells : rows(IANA)) {
            put(elements, 0, Integer.parseInt(cells[0]), cells[1], cells[2], cells.length > 3 ? cells[3] : "");
        }
        for (String[] cells : rows(VENDORS)) {
            put(elements, Long.parseLong(cells[0]), Integer.parseInt(cells[1]), cells[2], cells[3], "");
        }
        return new ElementRegistry(elements);
    }

    /**
     * The definition of an element.
     *
     * @param enterprise the private enterprise number, 0 for IANA's elements and for field types of NetFlow v9
     * @param id the number without the enterprise bit, 0 to 65,535 (v9 has no enterprise bit)
     * @return the definition, or one with {@code known() == false}
     */
    public InformationElement find(long enterprise, int id) {
        InformationElement element = elements.get(key(enterprise, id));
        if (element != null) {
            return element;
        }
        if (enterprise == InformationElement.REVERSE_ENTERPRISE) {
            InformationElement forward = elements.get(key(0, id));
            if (forward != null) {
                return forward.reversed(enterprise, id);
            }
        }
        if (enterprise == CERT && (id & VENDOR_REVERSE_BIT) != 0) {
            InformationElement forward = elements.get(key(enterprise, id & ~VENDOR_REVERSE_BIT));
            if (forward != null) {
                return forward.reversed(enterprise, id);
            }
        }
        return InformationElement.unknown(enterprise, id);
    }

    /**
     * Returns the definition of a scope field of NetFlow v9: one of the types 1 to 5 of RFC 3954, section 6.1. Any other type is read as
     * an information element, because exporters mean it so.
     */
    public InformationElement findNetFlowV9Scope(int type) {
        InformationElement scope = scopes.get(type);
        return scope != null ? scope : find(0, type);
    }

    private static InformationElement scope(int type, String name) {
        AbstractDataType dataType = AbstractDataType.UNSIGNED32;
        return new InformationElement(0, type, name, dataType, "", true);
    }

    private static void put(
            Map<Long, InformationElement> elements, long enterprise, int id, String name, String type, String units) {
        InformationElement element =
                new InformationElement(enterprise, id, name, AbstractDataType.named(type), units, true);
        if (elements.put(key(enterprise, id), element) != null) {
            throw new IllegalStateException("The element table defines " + enterprise + "/" + id + " twice.");
        }
    }

    private static long key(long enterprise, int id) {
        return (enterprise << 16) | id;
    }

    private static List<String[]> rows(String resource) {
        List<String[]> rows = new ArrayList<>();
        try (InputStream stream = ElementRegistry.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("The module lacks its element table " + resource + ".");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            String line = reader.readLine();
            while (line != null) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    rows.add(line.split(",", -1));
                }
                line = reader.readLine();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the element table " + resource + ".", unreadable);
        }
        return rows;
    }
}
