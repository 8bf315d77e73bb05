package org.aegisnet.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.nifi.annotation.documentation.MultiProcessorUseCase;
import org.apache.nifi.annotation.documentation.ProcessorConfiguration;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.components.AllowableValue;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Test that the properties, choices and connections in the use cases exist under their names. */
class UseCaseTest {
    /** "Set Record Reader to a CSVReader", "Leave Model empty", "and Reason Format at Text". */
    private static final Pattern SETTING = Pattern.compile(
            "(?:Set|Leave|,|and) ((?:[A-Z][A-Za-z]* ?)+?) (?:to|empty|at)\\b(?: ([A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*))?");

    private static final Pattern CONNECTION = Pattern.compile("Connect ([^.:]*)");

    /** "suspicious to the alert", "success and unscored to ClassifyFlowForest". */
    private static final Pattern RELATIONSHIPS =
            Pattern.compile("(?:^|, |and )(?!or )([a-z]+)(?= to | and [a-z]+ to )");

    /** The settings that NiFi offers for every processor. */
    private static final Set<String> OF_EVERY_PROCESSOR =
            Set.of("Concurrent Tasks", "Run Schedule", "Run Duration", "Execution");

    /** A processor's type and the configuration that a use case gives it. */
    record Step(String type, String configuration) {
        @Override
        public String toString() {
            return type.substring(type.lastIndexOf('.') + 1) + ": "
                    + configuration.lines().findFirst().orElse("");
        }
    }

    static List<Step> steps() {
        final List<Step> steps = new ArrayList<>();
        for (final Processor processor : ServiceLoader.load(Processor.class)) {
            final Class<?> type = processor.getClass();
            for (final UseCase useCase : type.getAnnotationsByType(UseCase.class)) {
                steps.add(new Step(type.getName(), useCase.configuration()));
            }
            for (final MultiProcessorUseCase useCase : type.getAnnotationsByType(MultiProcessorUseCase.class)) {
                for (final ProcessorConfiguration step : useCase.configurations()) {
                    steps.add(new Step(
                            step.processorClassName().isEmpty()
                                    ? step.processorClass().getName()
                                    : step.processorClassName(),
                            step.configuration()));
                }
            }
        }
        return steps.stream()
                .filter(step -> step.type().startsWith("org.aegisnet."))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void namesWhatIsThere(final Step step) throws Exception {
        final TestRunner runner =
                TestRunners.newTestRunner(Class.forName(step.type()).asSubclass(Processor.class));
        final Processor processor = runner.getProcessor();
        assertFalse(step.configuration().isBlank());
        final Matcher setting = SETTING.matcher(step.configuration());
        int settings = 0;
        while (setting.find()) {
            settings++;
            final String name = setting.group(1).strip();
            if (OF_EVERY_PROCESSOR.contains(name)) {
                continue;
            }
            final Optional<PropertyDescriptor> property = processor.getPropertyDescriptors().stream()
                    .filter(descriptor -> descriptor.getName().equals(name))
                    .findFirst();
            assertTrue(property.isPresent(), "no property " + name);
            if (property.get().getAllowableValues() != null && setting.group(2) != null) {
                final Set<String> choices = property.get().getAllowableValues().stream()
                        .map(AllowableValue::getDisplayName)
                        .collect(Collectors.toSet());
                final String choice = choices.stream()
                        .filter(value -> setting.group(2).startsWith(value))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(name + " has no choice " + setting.group(2)));
                runner.setProperty(property.get(), choice);
            }
        }
        final Set<String> offered =
                processor.getRelationships().stream().map(Relationship::getName).collect(Collectors.toSet());
        final Set<String> missing = connected(step.configuration());
        assertTrue(settings + missing.size() > 0, "nothing was recognised in: " + step.configuration());
        missing.removeAll(offered);
        assertEquals(Set.of(), missing, "relationships that are not offered with these settings");
    }

    private static Set<String> connected(final String configuration) {
        final Set<String> names = new TreeSet<>();
        final Matcher connection = CONNECTION.matcher(configuration);
        while (connection.find()) {
            final Matcher relationship = RELATIONSHIPS.matcher(connection.group(1));
            while (relationship.find()) {
                names.add(relationship.group(1));
            }
        }
        return names;
    }

    static Stream<String> wanted() {
        return Stream.of("csv", "netflow", "voting", "siem");
    }

    @ParameterizedTest
    @MethodSource("wanted")
    void thereIsAUseCaseFor(final String keyword) {
        final Set<String> keywords = new TreeSet<>();
        for (final UseCase useCase : ScoreFlowAutoencoder.class.getAnnotationsByType(UseCase.class)) {
            keywords.addAll(List.of(useCase.keywords()));
        }
        for (final MultiProcessorUseCase useCase :
                ScoreFlowAutoencoder.class.getAnnotationsByType(MultiProcessorUseCase.class)) {
            keywords.addAll(List.of(useCase.keywords()));
        }
        assertTrue(keywords.contains(keyword), keywords.toString());
    }
}
