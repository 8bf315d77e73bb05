package org.aegisnet.netflow.template;

/**
 * Key of a template within one exporter. Templates of different versions and observation domains never mix. Two exporters behind one address send
 * from different ports, so that the port belongs to the key.
 *
 * @param version 9 or 10 (IPFIX)
 * @param observationDomain v9: source id; IPFIX: observation domain id
 * @param id of the template
 * @param port from which it was sent; 0 if it is not known
 */
public record TemplateKey(int version, long observationDomain, int id, int port) {
    /** The same key whatever the port. */
    public TemplateKey ofAnyPort() {
        return port == 0 ? this : new TemplateKey(version, observationDomain, id, 0);
    }
}
