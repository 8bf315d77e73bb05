package org.aegisnet.netflow.template;

/**
 * What makes a template one exporter's own, beside the exporter: templates of different versions and observation domains never mix.
 *
 * @param version 9 or 10 (IPFIX)
 * @param observationDomain v9: source id; IPFIX: observation domain id
 * @param id of the template
 */
public record TemplateKey(int version, long observationDomain, int id) {}
