package org.aegisnet.netflow.oracle;

import java.util.List;
import java.util.Optional;
import org.aegisnet.netflow.element.InformationElement;

/** Accepted differences between tshark 4.0 and this module; {@code ORACLES.md} explains them at length. */
enum TsharkException {
    /** A start at uptime 0 is printed as the year 1970. */
    UPTIME_OF_ZERO {
        @Override
        boolean explains(
                InformationElement element, String hex, List<Tshark.Field> sameFlow, List<Tshark.Field> samePlace) {
            return element.id() == 22 && element.enterprise() == 0 && hex.equals("00000000");
        }
    },
    /** End times that come before the start time in the record get the right value at a wrong place in the packet. */
    TIME_AT_WRONG_PLACE {
        @Override
        boolean explains(
                InformationElement element, String hex, List<Tshark.Field> sameFlow, List<Tshark.Field> samePlace) {
            return isTime(element)
                    && sameFlow.stream()
                            .anyMatch(field -> field.name().contains("time")
                                    && field.value().equalsIgnoreCase(hex));
        }
    },
    /** Eight bytes of milliseconds are shown with the right time but as the first four bytes. */
    MILLISECONDS_SHOWN_AS_FOUR_BYTES {
        @Override
        boolean explains(
                InformationElement element, String hex, List<Tshark.Field> sameFlow, List<Tshark.Field> samePlace) {
            return isTime(element)
                    && samePlace.stream().anyMatch(field -> field.length() == 4 && hex.startsWith(field.value()));
        }
    },
    /** The status is shown as its two highest bits. */
    FORWARDING_STATUS_IN_PARTS {
        @Override
        boolean explains(
                InformationElement element, String hex, List<Tshark.Field> sameFlow, List<Tshark.Field> samePlace) {
            return element.id() == 89
                    && samePlace.stream()
                            .anyMatch(field -> field.name().startsWith("cflow.forwarding_status")
                                    && field.value().equalsIgnoreCase(hex));
        }
    },
    /** An application id (95) is shown as engine and selector, type and code of ICMPv6 (139) each by itself. */
    SHOWN_IN_PARTS {
        @Override
        boolean explains(
                InformationElement element, String hex, List<Tshark.Field> sameFlow, List<Tshark.Field> samePlace) {
            return (element.id() == 95 || element.id() == 139)
                    && samePlace.stream().anyMatch(field -> field.length() == 1 && hex.startsWith(field.value()));
        }
    },
    /** Bytes that are not text (below 0x20) are shown escaped or up to the first NUL. */
    BYTES_AS_TEXT {
        @Override
        boolean explains(
                InformationElement element, String hex, List<Tshark.Field> sameFlow, List<Tshark.Field> samePlace) {
            return samePlace.stream().anyMatch(field -> field.value().equalsIgnoreCase(hex))
                    && hex.matches("(..)*([01].|[89a-f].)(..)*");
        }
    },
    /** An IPv4 address sent in two bytes makes tshark drop the rest of the record. */
    GIVES_UP_AT_SHORT_ADDRESS {
        @Override
        boolean explains(
                InformationElement element, String hex, List<Tshark.Field> sameFlow, List<Tshark.Field> samePlace) {
            return samePlace.isEmpty()
                    && sameFlow.stream().anyMatch(field -> field.name().startsWith("_ws.expert"));
        }
    };

    abstract boolean explains(
            InformationElement element, String hex, List<Tshark.Field> sameFlow, List<Tshark.Field> samePlace);

    static Optional<TsharkException> find(
            InformationElement element, String hex, List<Tshark.Field> sameFlow, List<Tshark.Field> samePlace) {
        for (TsharkException exception : values()) {
            if (exception.explains(element, hex, sameFlow, samePlace)) {
                return Optional.of(exception);
            }
        }
        return Optional.empty();
    }

    private static boolean isTime(InformationElement element) {
        int id = element.id();
        return element.enterprise() == 0 && (id == 21 || id == 22 || (id >= 150 && id <= 159));
    }
}
