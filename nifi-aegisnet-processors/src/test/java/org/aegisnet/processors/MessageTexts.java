package org.aegisnet.processors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sentences that the sources can say to a user, read out of the sources themselves; and what the documentation lists of them. */
final class MessageTexts {
    /** The placeholder in the documentation for a file, a number or a feature in a message. */
    static final String ANYTHING = "…";

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern REFUSAL = Pattern.compile(
            "new (?:ModelRejected|Scoring)Exception\\(\\s*\\(?\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*\\+?\\s*)+)(e\\.get)?");
    private static final Pattern CLASS =
            Pattern.compile("(?m)^(?:public )?(?:(?:abstract|final) )*(?:class|enum|record|interface) ");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private MessageTexts() {}

    private static Path checkout() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve("nifi-aegisnet-processors/src/main/java")))
                .findFirst()
                .orElseThrow();
    }

    /** Every text of at least three words in the classes of the scoring processors, and in those that say why a flow has no score. */
    static Set<String> ofProcessors() {
        final Set<String> texts = new TreeSet<>();
        final Path scoring = checkout().resolve("aegisnet-scoring/src/main/java/org/aegisnet/scoring/feature");
        final Path processors = checkout().resolve("nifi-aegisnet-processors/src/main/java/org/aegisnet/processors");
        final List<Path> sources = new ArrayList<>(sourcesIn(processors, 1));
        for (final String topic : List.of("record", "model", "scoring", "queue", "time")) {
            sources.addAll(sourcesIn(processors.resolve(topic), 1));
        }
        sources.add(processors.resolve("api/DescribeFlowModels.java"));
        sources.add(processors.resolve("api/ModelDescription.java"));
        sources.add(scoring.resolve("FeatureMapping.java"));
        sources.add(scoring.resolve("VocabularyMapping.java"));
        sources.add(scoring.resolve("BoundFormula.java"));
        sources.add(scoring.resolve("FieldIndex.java"));
        for (final Path source : sources) {
            final String whole = read(source).replaceAll("(?s)/\\*.*?\\*/", "");
            final Matcher declaration = CLASS.matcher(whole);
            if (declaration.find() && !whole.contains("implements DescribedValue")) {
                final String code = whole.substring(declaration.start())
                        .replaceAll("(?s)\\.description\\(.*?\\)\\s*\\.", ".")
                        .replaceAll("\"\\s*\\+\\s*\"", "");
                final Matcher literal = LITERAL.matcher(code);
                while (literal.find()) {
                    if (literal.group(1).chars().filter(letter -> letter == ' ').count() >= 2) {
                        texts.add(literal.group(1));
                    }
                }
            }
        }
        return texts;
    }

    /** The messages of models that are rejected or fail, as the documentation writes them. */
    static Set<String> ofModels() {
        final Set<String> texts = new TreeSet<>();
        final List<Path> sources = new ArrayList<>();
        for (final String module : List.of("aegisnet-scoring", "aegisnet-onnxruntime")) {
            sources.addAll(sourcesIn(checkout().resolve(module).resolve("src/main/java"), Integer.MAX_VALUE));
        }
        for (final Path source : sources) {
            final Matcher refusal = REFUSAL.matcher(read(source));
            while (refusal.find()) {
                final Matcher literal = LITERAL.matcher(refusal.group(1));
                final String text = literal.results().map(part -> part.group(1)).collect(Collectors.joining());
                texts.add((refusal.group(2) == null ? text : text + "%s")
                        .replaceAll("%[sd]", ANYTHING)
                        .replace("%%", "%"));
            }
        }
        return texts;
    }

    /** The texts between backticks in a section of a processor's additional details, up to the next heading. */
    static Set<String> documented(final Class<?> processor, final String heading) {
        final Path file = checkout()
                .resolve("nifi-aegisnet-processors/src/main/resources/docs")
                .resolve(processor.getName())
                .resolve("additionalDetails.md");
        final String document = read(file);
        final int start = document.indexOf("\n## " + heading + "\n");
        if (start < 0) {
            throw new IllegalStateException("%s has no section %s".formatted(file, heading));
        }
        final int end = document.indexOf("\n## ", start + 1);
        final String section = document.substring(start, end < 0 ? document.length() : end);
        // Only the first column of a table, and only what stands at the beginning of a list's item, are messages.
        return section.lines()
                .filter(line -> line.startsWith("| `") || line.startsWith("* `"))
                .flatMap(line -> QUOTED.matcher(line.startsWith("|") ? line.split(" \\| ", 2)[0] : line)
                        .results()
                        .map(quoted -> quoted.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Matches a documented message. */
    static Pattern pattern(final String documented) {
        return Pattern.compile(
                Stream.of(documented.split(ANYTHING, -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** Matches a message as the source writes it, with its place holders. */
    static Pattern sourcePattern(final String text) {
        return pattern(text.replaceAll("%[sd]|\\{}", ANYTHING).replace("%%", "%"));
    }

    private static List<Path> sourcesIn(final Path folder, final int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
