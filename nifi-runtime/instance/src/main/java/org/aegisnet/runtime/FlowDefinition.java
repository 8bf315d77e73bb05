package org.aegisnet.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A flow definition as it is imported. It tells whether newer versions of NiFi can read it, too. Immutable as long as nobody changes the document.
 *
 * <p>NiFi 2.7 renamed properties, for example {@code record-reader} to {@code Record Reader}. It must know whether the value under a former name
 * is a secret or names a controller service. It learns this only from the property descriptor in the definition. See
 * {@code StandardVersionedComponentSynchronizer} in NiFi's sources.
 */
public final class FlowDefinition {
    private static final List<String> COMPONENTS = List.of("processors", "controllerServices");
    private static final String REFERENCE = "#{%s}";

    private final JsonNode contents;
    private final Set<String> services = new HashSet<>();
    private final Set<String> serviceParameters = new HashSet<>();
    private final Set<String> secretParameters = new HashSet<>();

    /** @param definition the whole document */
    public FlowDefinition(final JsonNode definition) {
        this.contents = definition.path("flowContents");
        collectServices(contents);
        definition.path("externalControllerServices").fieldNames().forEachRemaining(services::add);
        definition
                .path("parameterContexts")
                .forEach(context -> context.path("parameters").forEach(this::collect));
    }

    private void collectServices(final JsonNode group) {
        group.path("controllerServices")
                .forEach(service -> services.add(service.path("identifier").asText()));
        group.path("processGroups").forEach(this::collectServices);
    }

    private void collect(final JsonNode parameter) {
        final String name = parameter.path("name").asText();
        if (name.endsWith(" Service") || name.endsWith(" Pool")) {
            serviceParameters.add(REFERENCE.formatted(name));
        }
        if (parameter.path("sensitive").asBoolean()) {
            secretParameters.add(REFERENCE.formatted(name));
        }
    }

    /** The processors and services of all its groups, as the document has them. */
    public List<JsonNode> components() {
        final List<JsonNode> found = new ArrayList<>();
        addComponents(contents, found);
        return List.copyOf(found);
    }

    private static void addComponents(final JsonNode group, final List<JsonNode> found) {
        COMPONENTS.forEach(kind -> group.path(kind).forEach(found::add));
        group.path("processGroups").forEach(inner -> addComponents(inner, found));
    }

    /** The number of properties that name a controller service, by its identifier or by a parameter that holds the identifier. */
    public long serviceReferences() {
        return components().stream()
                .flatMap(component -> component.path("properties").properties().stream())
                .filter(property -> isService(property.getValue().asText()))
                .count();
    }

    /** The properties that lack the descriptor which newer versions of NiFi need, each in a sentence. */
    public List<String> missingDescriptors() {
        final List<String> missing = new ArrayList<>();
        for (final JsonNode component : components()) {
            component.path("properties").properties().forEach(property -> {
                final JsonNode descriptor =
                        component.path("propertyDescriptors").path(property.getKey());
                final String value = property.getValue().asText();
                if (isService(value)
                        && !describes(descriptor, property.getKey(), "identifiesControllerService", "sensitive")) {
                    missing.add(
                            "The property %s of %s names a controller service, and its descriptor does not say so; set identifiesControllerService"
                                    .formatted(
                                            property.getKey(),
                                            component.path("name").asText()));
                }
                if (secretParameters.contains(value)
                        && !describes(descriptor, property.getKey(), "sensitive", "identifiesControllerService")) {
                    missing.add("The property %s of %s is a secret, and its descriptor does not say so; set sensitive"
                            .formatted(property.getKey(), component.path("name").asText()));
                }
            });
        }
        return List.copyOf(missing);
    }

    private boolean isService(final String value) {
        return services.contains(value) || serviceParameters.contains(value);
    }

    private static boolean describes(
            final JsonNode descriptor, final String property, final String wanted, final String unwanted) {
        return descriptor.path("name").asText().equals(property)
                && descriptor.path("displayName").isTextual()
                && descriptor.path(wanted).asBoolean(false)
                && !descriptor.path(unwanted).asBoolean(true)
                && !descriptor.path("dynamic").asBoolean(true);
    }
}
