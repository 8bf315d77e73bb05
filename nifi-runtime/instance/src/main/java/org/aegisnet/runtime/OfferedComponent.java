package org.aegisnet.runtime;

/**
 * A component that NiFi offers.
 *
 * @param kind Processor or ControllerService, as the address of its documentation has it
 * @param type the full name of its class
 * @param group of the bundle that brings it
 * @param artifact of that bundle
 * @param version of that bundle
 */
public record OfferedComponent(String kind, String type, String group, String artifact, String version) {
    /** The name of its class without the package. */
    public String simpleName() {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
