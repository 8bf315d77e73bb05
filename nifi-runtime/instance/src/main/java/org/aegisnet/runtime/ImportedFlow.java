package org.aegisnet.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A process group that came from a flow definition. */
public final class ImportedFlow {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String PROCESS_GROUPS = "/process-groups/";
    private static final String PROCESSORS = "/processors/";
    private static final String PARAMETER_CONTEXTS = "/parameter-contexts/";

    private final RestInterface rest;
    private final String id;

    ImportedFlow(final RestInterface rest, final String id) {
        this.rest = rest;
        this.id = id;
    }

    /** The id of the process group, as it stands in the canvas's address. */
    public String id() {
        return id;
    }

    /** Sets values of parameters in the group's parameter context; parameters not named keep theirs. */
    public void setParameters(final Map<String, String> values) {
        changeParameters(values.keySet(), (name, parameter) -> parameter.put("value", values.get(name)));
    }

    /** Takes the values of parameters away, as if none had ever been given. */
    public void clearParameters(final Collection<String> names) {
        changeParameters(names, (name, parameter) -> parameter.put("valueRemoved", true));
    }

    /**
     * Hands a file to NiFi as an asset and lets a parameter stand for it: its value is the path of NiFi's own copy. A file of the same name as an asset that
     * is there takes its place.
     *
     * @param parameter added if the group's parameter context lacks it
     */
    public void setAsset(final String parameter, final Path file) {
        final JsonNode asset = rest.postFile(PARAMETER_CONTEXTS + parameterContext() + "/assets", file)
                .path("asset");
        changeParameters(
                List.of(parameter),
                (name, changed) -> changed.putArray("referencedAssets")
                        .addObject()
                        .put("id", asset.path("id").asText())
                        .put("name", asset.path("name").asText()));
    }

    private void changeParameters(final Collection<String> names, final BiConsumer<String, ObjectNode> change) {
        final String context = parameterContext();
        final JsonNode entity = rest.get(PARAMETER_CONTEXTS + context);
        final ObjectNode update = rest.newObject();
        update.put("id", context);
        update.set("revision", RestInterface.revision(entity));
        final ObjectNode component = update.putObject("component");
        component.put("id", context);
        final ArrayNode parameters = component.putArray("parameters");
        for (final String name : names) {
            final ObjectNode parameter = parameters.addObject().putObject("parameter");
            parameter.put("name", name).put("sensitive", isSensitive(entity, name));
            change.accept(name, parameter);
        }
        final String updates = PARAMETER_CONTEXTS + context + "/update-requests";
        final String request =
                rest.post(updates, update).path("request").path("requestId").asText();
        try {
            Waiting.until(
                    PATIENCE,
                    () -> isComplete(rest.get(updates + "/" + request).path("request")),
                    () -> "the parameters are not set yet");
        } finally {
            rest.delete(updates + "/" + request);
        }
    }

    /** NiFi does not let a parameter change from open to sensitive or back. */
    private static boolean isSensitive(final JsonNode context, final String name) {
        for (final JsonNode entity : context.path("component").path("parameters")) {
            final JsonNode parameter = entity.path("parameter");
            if (parameter.path("name").asText().equals(name)) {
                return parameter.path("sensitive").asBoolean();
            }
        }
        return false;
    }

    /** The parameters of the group's context with their values. */
    public Map<String, String> parameters() {
        final Map<String, String> values = new LinkedHashMap<>();
        for (final JsonNode entity : rest.get(PARAMETER_CONTEXTS + parameterContext())
                .path("component")
                .path("parameters")) {
            values.put(
                    entity.path("parameter").path("name").asText(),
                    entity.path("parameter").path("value").asText());
        }
        return values;
    }

    /** Enables the controller services, waits until every processor is valid, and starts them. */
    public void start() {
        enableServices();
        awaitValid();
        switchTo("RUNNING");
    }

    /** Enables the controller services and waits until they are. */
    public void enableServices() {
        switchServicesTo("ENABLED");
    }

    /** Disables the controller services of a flow that does not run, and waits until they are. */
    public void disableServices() {
        switchServicesTo("DISABLED");
    }

    /** Waits until NiFi has validated every processor. */
    public void awaitValid() {
        Waiting.until(
                PATIENCE,
                () -> invalidComponents().isEmpty(),
                () -> "not valid: " + String.join("; ", invalidComponents()));
    }

    /** Stops all processors and waits until they have. */
    public void stop() {
        switchTo("STOPPED");
        Waiting.until(PATIENCE, () -> processors().stream().allMatch(this::isQuiet), () -> "processors still run");
    }

    /** Starts one processor, as soon as it has stopped. */
    public void startProcessor(final String name) {
        Waiting.until(PATIENCE, () -> hasStarted(name), () -> name + " has not stopped yet");
    }

    /** NiFi reports a processor as stopped while it still starts or its last task still ends. Only a rejected start shows this. */
    private boolean hasStarted(final String name) {
        try {
            switchProcessor(name, "RUNNING");
            return true;
        } catch (final NiFiException e) {
            if (e.getMessage().contains("cannot be started because it is not stopped")) {
                return false;
            }
            throw e;
        }
    }

    /** Stops one processor without waiting for its tasks. */
    public void stopProcessor(final String name) {
        switchProcessor(name, "STOPPED");
    }

    /** Terminates the tasks of a processor that has been stopped, as Terminate on the canvas does. */
    public void terminateProcessor(final String name) {
        rest.delete(PROCESSORS + processor(name).path("id").asText() + "/threads");
    }

    /** Sets how many tasks of a processor that does not run may run at once. */
    public void setConcurrentTasks(final String name, final int tasks) {
        final JsonNode entity = processor(name);
        final ObjectNode update = updateOf(entity);
        update.withObject("/component/config").put("concurrentlySchedulableTaskCount", tasks);
        rest.put(PROCESSORS + entity.path("id").asText(), update);
    }

    /** Sets a property of a processor that does not run. */
    public void setProperty(final String name, final String property, final String value) {
        final JsonNode entity = processor(name);
        final ObjectNode update = updateOf(entity);
        update.withObject("/component/config/properties").put(property, value);
        rest.put(PROCESSORS + entity.path("id").asText(), update);
    }

    /** Adds an output port and leads relationships of a processor to it, as one does on the canvas. */
    public void addOutputPort(final String name, final String processor, final List<String> relationships) {
        final ObjectNode port = rest.newObject();
        port.putObject("revision").put("version", 0);
        port.putObject("component").put("name", name);
        final String portId = rest.post(PROCESS_GROUPS + id + "/output-ports", port)
                .path("id")
                .asText();
        final ObjectNode connection = rest.newObject();
        connection.putObject("revision").put("version", 0);
        final ObjectNode component = connection.putObject("component");
        putEnd(component, "source", processor(processor).path("id").asText(), "PROCESSOR");
        putEnd(component, "destination", portId, "OUTPUT_PORT");
        relationships.forEach(component.putArray("selectedRelationships")::add);
        rest.post(PROCESS_GROUPS + id + "/connections", connection);
    }

    void putEnd(final ObjectNode connection, final String end, final String component, final String type) {
        connection.putObject(end).put("id", component).put("groupId", id).put("type", type);
    }

    String port(final String kind, final String name) {
        for (final JsonNode entity : flow().path(kind)) {
            if (entity.path("component").path("name").asText().equals(name)) {
                return entity.path("id").asText();
            }
        }
        throw new NiFiException("The flow has no port named " + name);
    }

    private void switchProcessor(final String name, final String state) {
        final JsonNode entity = processor(name);
        final ObjectNode update = rest.newObject();
        update.set("revision", RestInterface.revision(entity));
        update.put("state", state);
        rest.put(PROCESSORS + entity.path("id").asText() + "/run-status", update);
    }

    private ObjectNode updateOf(final JsonNode entity) {
        final ObjectNode update = rest.newObject();
        update.set("revision", RestInterface.revision(entity));
        update.putObject("component").put("id", entity.path("id").asText());
        return update;
    }

    private JsonNode processor(final String name) {
        for (final JsonNode entity : flow().path("processors")) {
            if (entity.path("component").path("name").asText().equals(name)) {
                return entity;
            }
        }
        throw new NiFiException("The flow has no processor named " + name);
    }

    /** Every component that is not valid, with what it says of itself. */
    public List<String> invalidComponents() {
        final List<String> invalid = new ArrayList<>();
        for (final JsonNode entity : flow().path("processors")) {
            addIfInvalid(entity.path("component"), invalid);
        }
        for (final JsonNode entity : services()) {
            addIfInvalid(entity.path("component"), invalid);
        }
        return List.copyOf(invalid);
    }

    /** The status of every connection. */
    public List<QueueStatus> queues() {
        final List<QueueStatus> queues = new ArrayList<>();
        for (final JsonNode entity : status().path("connectionStatusSnapshots")) {
            final JsonNode snapshot = entity.path("connectionStatusSnapshot");
            queues.add(new QueueStatus(
                    snapshot.path("sourceName").asText(),
                    snapshot.path("name").asText(),
                    snapshot.path("destinationName").asText(),
                    snapshot.path("flowFilesQueued").asLong()));
        }
        return List.copyOf(queues);
    }

    /** The file names of the FlowFiles that wait before a processor; of at most a hundred of them, which is what NiFi lists. */
    public List<String> filesWaitingFor(final String processor) {
        final List<String> names = new ArrayList<>();
        for (final JsonNode entity : status().path("connectionStatusSnapshots")) {
            final JsonNode snapshot = entity.path("connectionStatusSnapshot");
            if (snapshot.path("destinationName").asText().equals(processor)
                    && snapshot.path("flowFilesQueued").asLong() > 0) {
                names.addAll(filesIn(snapshot.path("id").asText()));
            }
        }
        return List.copyOf(names);
    }

    private List<String> filesIn(final String connection) {
        final String requests = "/flowfile-queues/" + connection + "/listing-requests";
        final String request = requests + "/"
                + rest.post(requests, rest.newObject())
                        .path("listingRequest")
                        .path("id")
                        .asText();
        Waiting.until(
                PATIENCE,
                () -> rest.get(request).path("listingRequest").path("finished").asBoolean(),
                () -> "the queue is not listed yet");
        // The answer to the deletion has no FlowFiles any more.
        final List<String> names = rest.get(request)
                .path("listingRequest")
                .path("flowFileSummaries")
                .findValuesAsText("filename");
        rest.delete(request);
        return names;
    }

    /** The status of every processor. */
    public List<ProcessorStatus> processors() {
        final List<ProcessorStatus> processors = new ArrayList<>();
        for (final JsonNode entity : status().path("processorStatusSnapshots")) {
            final JsonNode snapshot = entity.path("processorStatusSnapshot");
            processors.add(new ProcessorStatus(
                    snapshot.path("name").asText(),
                    snapshot.path("runStatus").asText(),
                    snapshot.path("flowFilesIn").asLong(),
                    snapshot.path("flowFilesOut").asLong(),
                    Duration.ofNanos(snapshot.path("tasksDurationNanos").asLong()),
                    snapshot.path("activeThreadCount").asInt()));
        }
        return List.copyOf(processors);
    }

    /** Tells whether all connections are empty and no processor is at work. */
    public boolean isIdle() {
        final JsonNode status = status();
        return status.path("flowFilesQueued").asLong() == 0
                && status.path("activeThreadCount").asLong() == 0;
    }

    /** Takes the flow off the canvas: stops it, empties its queues, deletes the group and its parameter context. */
    public void delete() {
        stop();
        switchServicesTo("DISABLED");
        dropQueued();
        final String context = parameterContext();
        final JsonNode group = rest.get(PROCESS_GROUPS + id);
        rest.delete(PROCESS_GROUPS + id + version(group));
        if (!context.isEmpty()) {
            rest.delete(PARAMETER_CONTEXTS + context + version(rest.get(PARAMETER_CONTEXTS + context)));
        }
    }

    private void dropQueued() {
        final String requests = PROCESS_GROUPS + id + "/empty-all-connections-requests";
        final String request = rest.post(requests, rest.newObject())
                .path("dropRequest")
                .path("id")
                .asText();
        Waiting.until(
                PATIENCE,
                () -> rest.get(requests + "/" + request)
                        .path("dropRequest")
                        .path("finished")
                        .asBoolean(),
                () -> "the queues are not empty yet");
        rest.delete(requests + "/" + request);
    }

    private void switchTo(final String state) {
        rest.put("/flow" + PROCESS_GROUPS + id, rest.newObject().put("id", id).put("state", state));
    }

    private void switchServicesTo(final String state) {
        rest.put(
                "/flow" + PROCESS_GROUPS + id + "/controller-services",
                rest.newObject().put("id", id).put("state", state));
        Waiting.until(
                PATIENCE,
                () -> servicesNotIn(state).isEmpty(),
                () -> "services not " + state + ": " + String.join("; ", servicesNotIn(state)));
    }

    private List<String> servicesNotIn(final String state) {
        final List<String> names = new ArrayList<>();
        for (final JsonNode entity : services()) {
            final JsonNode service = entity.path("component");
            if (!service.path("state").asText().equals(state)) {
                names.add(described(service));
            }
        }
        return List.copyOf(names);
    }

    private static void addIfInvalid(final JsonNode component, final List<String> invalid) {
        if (!component.path("validationStatus").asText().equals("VALID")) {
            invalid.add(described(component));
        }
    }

    private static String described(final JsonNode component) {
        final List<String> reasons = new ArrayList<>();
        component.path("validationErrors").forEach(error -> reasons.add(error.asText()));
        final String state = component.path("validationStatus").asText()
                + (reasons.isEmpty() ? "" : ": " + String.join(", ", reasons));
        return component.path("name").asText() + " (" + state + ")";
    }

    private boolean isQuiet(final ProcessorStatus processor) {
        return !processor.runStatus().equals("Running")
                && status().path("activeThreadCount").asLong() == 0;
    }

    /** The status of one processor. */
    public ProcessorStatus status(final String name) {
        return processors().stream()
                .filter(processor -> processor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NiFiException("The flow has no processor named " + name));
    }

    private static boolean isComplete(final JsonNode request) {
        final JsonNode failure = request.path("failureReason");
        if (failure.isTextual()) {
            throw new NiFiException("NiFi did not take the parameters: " + failure.asText());
        }
        return request.path("complete").asBoolean();
    }

    private static String version(final JsonNode entity) {
        return "?version=" + RestInterface.revision(entity).path("version").asLong();
    }

    private String parameterContext() {
        return rest.get(PROCESS_GROUPS + id)
                .path("component")
                .path("parameterContext")
                .path("id")
                .asText();
    }

    private JsonNode flow() {
        return rest.get("/flow" + PROCESS_GROUPS + id).path("processGroupFlow").path("flow");
    }

    private JsonNode services() {
        return rest.get("/flow" + PROCESS_GROUPS + id + "/controller-services?includeAncestorGroups=false")
                .path("controllerServices");
    }

    private JsonNode status() {
        return rest.get("/flow" + PROCESS_GROUPS + id + "/status?recursive=true")
                .path("processGroupStatus")
                .path("aggregateSnapshot");
    }
}
