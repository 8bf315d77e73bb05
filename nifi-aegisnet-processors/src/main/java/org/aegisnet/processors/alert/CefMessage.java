package org.aegisnet.processors.alert;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.aegisnet.net.IpAddress;
import org.aegisnet.scoring.feature.FeatureUnit;

/**
 * An alert in the Common Event Format, version 0, after ArcSight's "Implementing ArcSight Common Event Format". It has a header of seven fields and
 * an extension with keys of its dictionary. Used for one alert.
 */
final class CefMessage {
    private static final String VENDOR = "AegisNet";
    private static final String PRODUCT = "nifi-aegisnet";

    /** Of the messages' form, as CEF wants the version of a product. */
    private static final String VERSION = "1";

    private static final int MAX_MESSAGE = 1023;
    private static final int MAX_CUSTOM_TEXT = 4000;
    private static final int MAX_NAME = 512;
    private static final int MAX_HOST = 1023;

    private final FlowAlert alert;
    private final Map<String, String> extension = new LinkedHashMap<>();

    CefMessage(final FlowAlert alert) {
        this.alert = alert;
    }

    /** One line, without a line end. */
    String text() {
        putExtension();
        final StringBuilder text = new StringBuilder("CEF:0");
        for (final String field : new String[] {
            VENDOR,
            PRODUCT,
            VERSION,
            signature(),
            shortened(alert.headline(), MAX_NAME),
            Integer.toString(alert.severity().cef())
        }) {
            text.append('|').append(inHeader(field));
        }
        text.append('|');
        String separator = "";
        for (final Map.Entry<String, String> pair : extension.entrySet()) {
            text.append(separator).append(pair.getKey()).append('=').append(inExtension(pair.getValue()));
            separator = " ";
        }
        return text.toString();
    }

    /** The identifier of the type of event: the label, in the form of an identifier. */
    private String signature() {
        final String label = alert.label().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return alert.isSummary() ? label + "-summary" : label;
    }

    private void putExtension() {
        put("externalId", alert.id());
        put("rt", Long.toString(alert.time().toEpochMilli()));
        putAddress("src", "shost", 2, "Source", alert.text(AlertFields.SOURCE));
        put("spt", alert.integer(AlertFields.SOURCE_PORT));
        putAddress("dst", "dhost", 3, "Destination", alert.text(AlertFields.DESTINATION));
        put("dpt", alert.integer(AlertFields.DESTINATION_PORT));
        final OptionalLong protocol = alert.integer(AlertFields.PROTOCOL);
        if (protocol.isPresent()) {
            put("proto", FeatureUnit.PROTOCOL.format((double) protocol.getAsLong()));
        }
        put("in", alert.integer(AlertFields.BYTES_IN));
        put("out", alert.integer(AlertFields.BYTES_OUT));
        put("cnt", alert.isSummary() ? alert.integer(AlertFields.REPEATS) : OptionalLong.of(1));
        put("cat", alert.isSynthetic() ? "synthetic" : "network");
        put("msg", shortened(alert.text(AlertFields.REASONS).orElse(alert.headline()), MAX_MESSAGE));
        putText(1, "Label", Optional.of(alert.label()));
        putText(2, "MITRE ATT&CK technique", alert.text(AlertFields.TECHNIQUE));
        putText(3, "Models", alert.text(AlertFields.MODELS));
        putText(4, "Repeat of", alert.text(AlertFields.REPEAT_OF));
        putText(5, "First repeat", alert.text(AlertFields.FIRST_TIME));
        putText(6, "Last repeat", alert.text(AlertFields.LAST_TIME));
        if (alert.integer(AlertFields.DISTINCT_PORTS).isPresent()) {
            put("cn1", alert.integer(AlertFields.DISTINCT_PORTS));
            put("cn1Label", "Different destination ports");
        }
        putNumber(1, "Attack probability", alert.number(AlertFields.PROBABILITY));
        putNumber(2, "Anomaly percentile", alert.number(AlertFields.PERCENTILE));
        putNumber(3, "Pattern confidence", alert.number(AlertFields.CONFIDENCE));
        putNumber(4, "Risk", alert.number(AlertFields.RISK));
    }

    private void put(final String key, final String value) {
        extension.put(key, value);
    }

    private void put(final String key, final OptionalLong value) {
        value.ifPresent(known -> extension.put(key, Long.toString(known)));
    }

    /** Adds an address or a host name. The keys src and dst take IPv4 addresses only; IPv6 addresses and host names have separate keys. */
    private void putAddress(
            final String key, final String host, final int custom, final String name, final Optional<String> text) {
        if (text.isEmpty()) {
            return;
        }
        final Optional<IpAddress> address = IpAddress.parse(text.get());
        if (address.isEmpty()) {
            put(host, shortened(text.get(), MAX_HOST));
        } else if (address.get().isIpv4()) {
            put(key, address.get().text());
        } else {
            put("c6a" + custom, address.get().text());
            put("c6a%dLabel".formatted(custom), name + " IPv6 Address");
        }
    }

    private void putText(final int number, final String label, final Optional<String> value) {
        value.ifPresent(known -> {
            put("cs" + number, shortened(known, MAX_CUSTOM_TEXT));
            put("cs%dLabel".formatted(number), label);
        });
    }

    private void putNumber(final int number, final String label, final OptionalDouble value) {
        value.ifPresent(known -> {
            put("cfp" + number, Double.toString(known));
            put("cfp%dLabel".formatted(number), label);
        });
    }

    private static String shortened(final String text, final int longest) {
        if (text.length() <= longest) {
            return text;
        }
        final int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }

    private static String inHeader(final String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\R|\\p{Cntrl}", " ");
    }

    private static String inExtension(final String text) {
        return text.replace("\\", "\\\\")
                .replace("=", "\\=")
                .replaceAll("\\R", "\\\\n")
                .replaceAll("\\p{Cntrl}", " ");
    }
}
