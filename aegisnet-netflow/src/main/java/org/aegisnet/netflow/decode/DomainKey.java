package org.aegisnet.netflow.decode;

/** An observation domain of an exporter; those of different versions are different. */
record DomainKey(int version, long observationDomain) {}
