package org.aegisnet.runtime;

/**
 * A NAR that was handed to NiFi's NAR manager.
 *
 * @param identifier NiFi's own identifier of it
 * @param coordinate group, artifact and version
 */
public record InstalledNar(String identifier, String coordinate) {}
