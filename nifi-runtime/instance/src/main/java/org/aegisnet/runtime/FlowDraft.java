package org.aegisnet.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** A flow put together in code, for tests and measurements that need another one than the templates. For one thread. */
public final class FlowDraft {
    private static final int COLUMN_HEIGHT = 220;

    private final ObjectMapper mapper = new ObjectMapper();
    private final String name;
    private final String id = UUID.randomUUID().toString();
    private final Map<String, ObjectNode> services = new LinkedHashMap<>();
    private final Map<String, ObjectNode> processors = new LinkedHashMap<>();
    private final ArrayNode connections = mapper.createArrayNode();

    /** @param name of the process group */
    public FlowDraft(final String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /**
     * Adds a controller service.
     *
     * @param type the full name of its class
     * @param properties by name
     * @return what a property that refers to the service is set to
     */
    public String addService(final String serviceName, final String type, final Map<String, String> properties) {
        final ObjectNode service = component(serviceName, type, properties);
        service.put("scheduledState", "DISABLED");
        service.put("componentType", "CONTROLLER_SERVICE");
        service.putArray("controllerServiceApis");
        services.put(serviceName, service);
        return service.path("identifier").asText();
    }

    /**
     * Adds a processor.
     *
     * @param type the full name of its class
     * @param properties by name; those not named have their default
     * @param ended relationships that lead nowhere
     * @param tasks how many of its tasks may run at once
     */
    public void addProcessor(
            final String processorName,
            final String type,
            final Map<String, String> properties,
            final List<String> ended,
            final int tasks) {
        final ObjectNode processor = component(processorName, type, properties);
        processor.putObject("position").put("x", 0).put("y", processors.size() * COLUMN_HEIGHT);
        processor.putObject("style");
        processor.put("schedulingPeriod", "0 sec");
        processor.put("schedulingStrategy", "TIMER_DRIVEN");
        processor.put("executionNode", "ALL");
        processor.put("penaltyDuration", "1 sec");
        processor.put("yieldDuration", "1 sec");
        processor.put("runDurationMillis", 0);
        processor.put("concurrentlySchedulableTaskCount", tasks);
        processor.put("scheduledState", "ENABLED");
        processor.put("retryCount", 0);
        processor.putArray("retriedRelationships");
        processor.put("backoffMechanism", "PENALIZE_FLOWFILE");
        processor.put("maxBackoffPeriod", "10 mins");
        final ArrayNode autoTerminated = processor.putArray("autoTerminatedRelationships");
        ended.forEach(autoTerminated::add);
        processor.put("componentType", "PROCESSOR");
        processors.put(processorName, processor);
    }

    private ObjectNode component(final String componentName, final String type, final Map<String, String> properties) {
        final ObjectNode component = mapper.createObjectNode();
        component.put("identifier", UUID.randomUUID().toString());
        component.put("groupIdentifier", id);
        component.put("name", componentName);
        component.put("comments", "");
        component.put("type", type);
        component.put("bulletinLevel", "WARN");
        final ObjectNode descriptors = component.putObject("propertyDescriptors");
        final ObjectNode values = component.putObject("properties");
        properties.forEach((property, value) -> {
            values.put(property, value);
            if (isService(value)) {
                descriptors
                        .putObject(property)
                        .put("name", property)
                        .put("displayName", property)
                        .put("identifiesControllerService", true)
                        .put("sensitive", false)
                        .put("dynamic", false);
            }
        });
        return component;
    }

    private boolean isService(final String value) {
        return services.values().stream()
                .anyMatch(service -> service.path("identifier").asText().equals(value));
    }

    /** Leads relationships of one processor to another. */
    public void connect(final String from, final List<String> relationships, final String to) {
        final ObjectNode connection = connections.addObject();
        connection.put("identifier", UUID.randomUUID().toString());
        connection.put("groupIdentifier", id);
        connection.put("name", "");
        connection.set("source", end(from));
        connection.set("destination", end(to));
        final ArrayNode selected = connection.putArray("selectedRelationships");
        relationships.forEach(selected::add);
        connection.put("labelIndex", 0);
        connection.put("zIndex", 0);
        connection.putArray("bends");
        connection.put("backPressureObjectThreshold", 10_000);
        connection.put("backPressureDataSizeThreshold", "100 GB");
        connection.put("flowFileExpiration", "0 sec");
        connection.putArray("prioritizers");
        connection.put("loadBalanceStrategy", "DO_NOT_LOAD_BALANCE");
        connection.put("partitioningAttribute", "");
        connection.put("loadBalanceCompression", "DO_NOT_COMPRESS");
        connection.put("componentType", "CONNECTION");
    }

    private ObjectNode end(final String processorName) {
        if (!processors.containsKey(processorName)) {
            throw new IllegalArgumentException("The draft has no processor named " + processorName);
        }
        return mapper.createObjectNode()
                .put("id", processors.get(processorName).path("identifier").asText())
                .put("groupId", id)
                .put("name", processorName)
                .put("type", "PROCESSOR");
    }

    /**
     * The flow definition.
     *
     * @param bundleOfProcessor the bundle that brings a type of processors
     * @param bundleOfService the bundle that brings a type of services
     */
    byte[] definition(
            final Function<String, JsonNode> bundleOfProcessor, final Function<String, JsonNode> bundleOfService) {
        final ObjectNode definition = mapper.createObjectNode();
        final ObjectNode contents = definition.putObject("flowContents");
        contents.put("identifier", id);
        contents.put("name", name);
        contents.put("comments", "");
        contents.putObject("position").put("x", 0).put("y", 0);
        contents.putArray("processGroups");
        contents.putArray("remoteProcessGroups");
        contents.set("processors", inBundles(processors, bundleOfProcessor));
        contents.putArray("inputPorts");
        contents.putArray("outputPorts");
        contents.set("connections", connections);
        contents.putArray("labels");
        contents.putArray("funnels");
        contents.set("controllerServices", inBundles(services, bundleOfService));
        contents.put("defaultFlowFileExpiration", "0 sec");
        contents.put("defaultBackPressureObjectThreshold", 10_000);
        contents.put("defaultBackPressureDataSizeThreshold", "100 GB");
        contents.put("scheduledState", "ENABLED");
        contents.put("executionEngine", "INHERITED");
        contents.put("maxConcurrentTasks", 1);
        contents.put("statelessFlowTimeout", "1 min");
        contents.put("flowFileConcurrency", "UNBOUNDED");
        contents.put("flowFileOutboundPolicy", "STREAM_WHEN_AVAILABLE");
        contents.put("componentType", "PROCESS_GROUP");
        definition.putObject("externalControllerServices");
        definition.putObject("parameterContexts");
        definition.putObject("parameterProviders");
        definition.put("flowEncodingVersion", "1.0");
        definition.put("latest", false);
        return definition.toString().getBytes(StandardCharsets.UTF_8);
    }

    private ArrayNode inBundles(final Map<String, ObjectNode> components, final Function<String, JsonNode> bundleOf) {
        final ArrayNode placed = mapper.createArrayNode();
        for (final ObjectNode component : components.values()) {
            final ObjectNode copy = component.deepCopy();
            copy.set("bundle", bundleOf.apply(component.path("type").asText()));
            placed.add(copy);
        }
        return placed;
    }
}
