package org.aegisnet.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drives a NiFi over its REST interface. All that belongs to one imported flow is in {@link ImportedFlow}. */
public final class NiFiClient {
    private static final String SERVICES = "/controller-services/";
    private static final String NARS = "/controller/nar-manager/nars/";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final RestInterface rest;

    /**
     * @param restInterface the address that ends in {@code /nifi-api}
     */
    public NiFiClient(final URI restInterface) {
        this.rest = new RestInterface(restInterface);
    }

    /** NiFi's version, as it says itself. */
    public String version() {
        return rest.get("/flow/about").path("about").path("version").asText();
    }

    /** Tells whether NiFi offers processors of this type, by the full name of their class. */
    public boolean hasProcessorType(final String type) {
        for (final JsonNode offered :
                rest.get("/flow/processor-types?type=" + type).path("processorTypes")) {
            if (offered.path("type").asText().equals(type)) {
                return true;
            }
        }
        return false;
    }

    /** The processors and controller services that one group's bundles bring, by the full names of their classes. */
    public List<OfferedComponent> componentsOf(final String bundleGroup) {
        final List<OfferedComponent> components = new ArrayList<>();
        addOffered(bundleGroup, "Processor", "/flow/processor-types", "processorTypes", components);
        addOffered(
                bundleGroup,
                "ControllerService",
                "/flow/controller-service-types",
                "controllerServiceTypes",
                components);
        return List.copyOf(components);
    }

    private void addOffered(
            final String bundleGroup,
            final String kind,
            final String path,
            final String list,
            final List<OfferedComponent> components) {
        for (final JsonNode offered : rest.get(path).path(list)) {
            final JsonNode bundle = offered.path("bundle");
            if (bundle.path("group").asText().equals(bundleGroup)) {
                components.add(new OfferedComponent(
                        kind,
                        offered.path("type").asText(),
                        bundle.path("group").asText(),
                        bundle.path("artifact").asText(),
                        bundle.path("version").asText()));
            }
        }
    }

    /**
     * Puts a flow definition onto the canvas as a process group of its own.
     *
     * @param name the process group's name
     * @param definition a flow definition file, as NiFi's own "Download flow definition" writes it
     */
    public ImportedFlow importFlow(final String name, final Path definition) {
        return upload(name, definition.getFileName().toString(), read(definition));
    }

    /** Puts a flow that was put together in code onto the canvas. */
    public ImportedFlow importFlow(final FlowDraft draft) {
        return upload(
                draft.name(),
                draft.name() + ".json",
                draft.definition(
                        type -> bundle("/flow/processor-types", "processorTypes", type),
                        type -> bundle("/flow/controller-service-types", "controllerServiceTypes", type)));
    }

    /** Leads the output port of one flow to the input port of another. */
    public void connect(
            final ImportedFlow from, final String outputPort, final ImportedFlow to, final String inputPort) {
        final ObjectNode connection = rest.newObject();
        connection.putObject("revision").put("version", 0);
        final ObjectNode component = connection.putObject("component");
        from.putEnd(component, "source", from.port("outputPorts", outputPort), "OUTPUT_PORT");
        to.putEnd(component, "destination", to.port("inputPorts", inputPort), "INPUT_PORT");
        rest.post("/process-groups/" + rootGroup() + "/connections", connection);
    }

    /**
     * Adds a controller service for all process groups and enables it.
     *
     * @param type the full name of its class
     * @return its id, by which properties of other components refer to it
     */
    public String addService(final String type, final Map<String, String> properties) {
        final ObjectNode entity = rest.newObject();
        entity.putObject("revision").put("version", 0);
        final ObjectNode component = entity.putObject("component");
        component.put("type", type);
        component.set("bundle", bundle("/flow/controller-service-types", "controllerServiceTypes", type));
        final ObjectNode values = component.putObject("properties");
        properties.forEach(values::put);
        final String id = rest.post("/process-groups/" + rootGroup() + "/controller-services", entity)
                .path("id")
                .asText();
        Waiting.until(PATIENCE, () -> service(id, "validationStatus").equals("VALID"), () -> type + " is not valid");
        switchService(id, "ENABLED");
        return id;
    }

    /** Disables a service that {@link #addService} has added, and takes it away. */
    public void deleteService(final String id) {
        switchService(id, "DISABLED");
        final JsonNode revision = RestInterface.revision(rest.get(SERVICES + id));
        rest.delete(SERVICES + id + "?version=" + revision.path("version").asLong());
    }

    private void switchService(final String id, final String state) {
        final ObjectNode update = rest.newObject();
        update.set("revision", RestInterface.revision(rest.get(SERVICES + id)));
        update.put("state", state);
        rest.put(SERVICES + id + "/run-status", update);
        Waiting.until(PATIENCE, () -> service(id, "state").equals(state), () -> "the service is not " + state);
    }

    private String service(final String id, final String field) {
        return rest.get(SERVICES + id).path("component").path(field).asText();
    }

    private String rootGroup() {
        return rest.get("/flow/process-groups/root")
                .path("processGroupFlow")
                .path("id")
                .asText();
    }

    private JsonNode bundle(final String path, final String list, final String type) {
        for (final JsonNode offered : rest.get(path).path(list)) {
            if (offered.path("type").asText().equals(type)) {
                return offered.path("bundle");
            }
        }
        throw new NiFiException("NiFi offers no " + type);
    }

    private ImportedFlow upload(final String name, final String fileName, final byte[] definition) {
        // Here every flow comes by that a test, the demo or a benchmark makes.
        final List<String> missing = new FlowDefinition(parsed(fileName, definition)).missingDescriptors();
        if (!missing.isEmpty()) {
            throw new NiFiException(
                    "NiFi 2.7 and later cannot start %s. %s".formatted(fileName, String.join(". ", missing)));
        }
        final Map<String, String> fields = new LinkedHashMap<>();
        fields.put("groupName", name);
        fields.put("positionX", "0");
        fields.put("positionY", "0");
        fields.put("clientId", "nifi-aegisnet");
        fields.put("disconnectedNodeAcknowledged", "false");
        final JsonNode group = rest.postForm(
                "/process-groups/" + rootGroup() + "/process-groups/upload", fields, fileName, definition);
        return new ImportedFlow(rest, group.path("id").asText());
    }

    private static JsonNode parsed(final String fileName, final byte[] definition) {
        try {
            return new ObjectMapper().readTree(definition);
        } catch (final IOException e) {
            throw new NiFiException("%s is no JSON: %s".formatted(fileName, e.getMessage()), e);
        }
    }

    /**
     * Uploads a NAR to the NAR manager and waits until NiFi has installed it. Until then, components of a replaced NAR are on the canvas without
     * their classes, though the NAR's state is Installed already. If a service is enabled in this time, NiFi never gives it its class.
     *
     * @throws NiFiException if NiFi rejects the NAR, with NiFi's message
     */
    public InstalledNar uploadNar(final Path nar) {
        final JsonNode uploaded = rest.postFile(NARS + "content", nar).path("narSummary");
        final String identifier = uploaded.path("identifier").asText();
        return Waiting.forAnswer(
                PATIENCE,
                () -> installed(narSummary(identifier)),
                () -> nar + " is not installed yet: " + narSummary(identifier));
    }

    /** Takes an uploaded NAR out again, components of it that stand on the canvas included. */
    public void deleteNar(final InstalledNar nar) {
        rest.delete(NARS + nar.identifier() + "?force=true");
    }

    /**
     * The value of a counter since NiFi was started or the counter was reset.
     *
     * @param processor the name of the processor; processors of the same name are counted together
     * @param name of the counter
     */
    public long counted(final String processor, final String name) {
        long sum = 0;
        for (final JsonNode counter :
                rest.get("/counters").path("counters").path("aggregateSnapshot").path("counters")) {
            if (counter.path("name").asText().equals(name)
                    && processorOf(counter).equals(processor)) {
                sum += counter.path("valueCount").asLong();
            }
        }
        return sum;
    }

    /** NiFi names the processor and adds its id: "Classify flows (4e1f...)"; the sum over all of a type has no such id. */
    private static String processorOf(final JsonNode counter) {
        final String context = counter.path("context").asText();
        final int id = context.lastIndexOf(" (");
        return id < 0 ? context : context.substring(0, id);
    }

    /** The bulletins of components within the last five minutes. */
    public List<Bulletin> bulletins() {
        final List<Bulletin> bulletins = new ArrayList<>();
        for (final JsonNode entity :
                rest.get("/flow/bulletin-board").path("bulletinBoard").path("bulletins")) {
            final JsonNode bulletin = entity.path("bulletin");
            bulletins.add(new Bulletin(
                    bulletin.path("sourceName").asText(),
                    bulletin.path("level").asText(),
                    bulletin.path("message").asText()));
        }
        return List.copyOf(bulletins);
    }

    void awaitAnswer(final Duration limit) {
        Waiting.until(limit, this::answers, () -> "NiFi says it has started, but its REST interface does not answer");
    }

    private boolean answers() {
        try {
            return !version().isEmpty();
        } catch (final NiFiException e) {
            return false;
        }
    }

    private JsonNode narSummary(final String identifier) {
        return rest.get(NARS + identifier).path("narSummary");
    }

    private static Optional<InstalledNar> installed(final JsonNode summary) {
        final String state = summary.path("state").asText();
        if (state.equalsIgnoreCase("Failed")) {
            throw new NiFiException(
                    "NiFi rejected the NAR: " + summary.path("failureMessage").asText("without a reason"));
        }
        if (!summary.path("installComplete").asBoolean()) {
            return Optional.empty();
        }
        if (!state.equalsIgnoreCase("Installed")) {
            throw new NiFiException("NiFi took the NAR and left it in the state " + state
                    + ": look into NiFi's log for the NAR that it depends on");
        }
        final JsonNode coordinate = summary.path("coordinate");
        return Optional.of(new InstalledNar(
                summary.path("identifier").asText(),
                String.join(
                        ":",
                        coordinate.path("group").asText(),
                        coordinate.path("artifact").asText(),
                        coordinate.path("version").asText())));
    }

    private static byte[] read(final Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (final IOException e) {
            throw new NiFiException("Could not read " + file + ": " + e.getMessage(), e);
        }
    }
}
