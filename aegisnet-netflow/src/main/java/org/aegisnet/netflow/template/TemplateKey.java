package org.aegisnet.netflow.template;

/**
 * Key of a template within one exporter. Templates of different versions and observation domains never mix.
 *
 * @param version 9 or 10 (IPFIX)
 * @param observationDomain v9: source id; IPFIX: observation domain id
 * @param id of the template
 */
public record TemplateKey(int version, long observationDomain, int id) {}
