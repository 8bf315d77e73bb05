package org.aegisnet.scoring.feature;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of a column's name, in one spelling and one order. {@code Init_Win_bytes_forward}, {@code FWD Init Win Bytes} and {@code Initial
 * Window Bytes (Forward)} have the same words; {@code Total Length of Fwd Packets} and {@code TotLen Fwd Pkts} as well. A word after a slash
 * or after "per" is a divisor and differs from the same word elsewhere. For this reason {@code Down/Up Ratio} and {@code Up/Down Ratio} have
 * different words.
 *
 * <p>Only vocabularies of CICFlowMeter compare names in this way. Elsewhere {@code dest_ip} and {@code dst_ip} tell tools apart.
 */
final class ColumnWords {
    private static final Pattern WORD = Pattern.compile(
            "(?<divisor>/\\s*)?(?<word>\\p{Lu}+(?![\\p{Ll}])|\\p{Lu}?\\p{Ll}+|\\p{Lu}|\\d+|\\p{IsAlphabetic}+)");
    private static final String DIVISOR = "/";
    private static final String PER = "per";
    private static final String SECOND = "second";

    /** The canonical words with their other spellings. */
    private static final Map<String, List<String>> SPELLINGS = Map.ofEntries(
            Map.entry("forward", List.of("fwd", "fw")),
            Map.entry("backward", List.of("bwd", "bw", "backwards", "reverse", "rev")),
            Map.entry("packet", List.of("packets", "pkt", "pkts")),
            Map.entry("byte", List.of("bytes", "byt", "byts")),
            Map.entry("length", List.of("lengths", "len")),
            Map.entry("total", List.of("tot")),
            Map.entry("mean", List.of("avg", "average")),
            Map.entry("deviation", List.of("std", "stddev", "stdev", "standard")),
            Map.entry("variance", List.of("var")),
            Map.entry("maximum", List.of("max")),
            Map.entry("minimum", List.of("min")),
            Map.entry("count", List.of("counts", "cnt")),
            Map.entry("flag", List.of("flags")),
            Map.entry("header", List.of("headers", "hdr")),
            Map.entry("segment", List.of("seg")),
            Map.entry("window", List.of("windows", "win")),
            Map.entry("initial", List.of("init")),
            Map.entry("active", List.of("act")),
            Map.entry("bulk", List.of("blk")),
            Map.entry("iat", List.of("inter", "arrival", "interarrival")),
            Map.entry("source", List.of("src")),
            Map.entry("destination", List.of("dst", "dest")),
            Map.entry("ip", List.of("address", "addr")),
            Map.entry("psh", List.of("push")),
            Map.entry("urg", List.of("urgent")),
            Map.entry(SECOND, List.of("s", "sec", "secs", "seconds")));

    private static final Map<String, String> CANONICAL = SPELLINGS.entrySet().stream()
            .flatMap(entry -> entry.getValue().stream().map(spelling -> Map.entry(spelling, entry.getKey())))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** Words that CICFlowMeter's short names write without a gap. */
    private static final Map<String, List<String>> JOINED =
            Map.of("totlen", List.of("total", "length"), "/b", List.of("/bulk"));

    /** Words that a sentence needs and a column's name does not. */
    private static final Set<String> WITHOUT_MEANING =
            Set.of("of", "in", "the", "a", "time", "times", "direction", "value");

    private ColumnWords() {}

    /** The words in one string, for comparison only. */
    static String fold(final String name) {
        final Set<String> words = new TreeSet<>();
        boolean divides = false;
        final Matcher matcher = WORD.matcher(name);
        while (matcher.find()) {
            final String word = matcher.group("word").toLowerCase(Locale.ROOT);
            if (word.equals(PER)) {
                divides = true;
            } else if (!WITHOUT_MEANING.contains(word)) {
                divides |= matcher.group("divisor") != null;
                canonical(word, divides).forEach(words::add);
                divides = false;
            }
        }
        return String.join(" ", words);
    }

    /** Seconds stand in rates only, also in names whose slash was lost, such as {@code flow_bytes_s}. */
    private static Stream<String> canonical(final String word, final boolean divides) {
        final String one = CANONICAL.getOrDefault(word, word);
        final String whole = divides || one.equals(SECOND) ? DIVISOR + one : one;
        return JOINED.getOrDefault(whole, List.of(whole)).stream();
    }
}
