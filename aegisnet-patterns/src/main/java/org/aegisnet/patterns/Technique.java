package org.aegisnet.patterns;

/**
 * A technique of MITRE ATT&amp;CK for Enterprise with the tactic it serves.
 *
 * @param id for example {@code T1046}
 * @param name for example {@code Network Service Discovery}
 * @param tacticId for example {@code TA0007}
 * @param tacticName for example {@code Discovery}
 */
public record Technique(String id, String name, String tacticId, String tacticName) {
    static final Technique NETWORK_SERVICE_DISCOVERY =
            new Technique("T1046", "Network Service Discovery", "TA0007", "Discovery");
    static final Technique REMOTE_SYSTEM_DISCOVERY =
            new Technique("T1018", "Remote System Discovery", "TA0007", "Discovery");
    static final Technique BRUTE_FORCE = new Technique("T1110", "Brute Force", "TA0006", "Credential Access");
    static final Technique EXFILTRATION_OVER_ALTERNATIVE_PROTOCOL =
            new Technique("T1048", "Exfiltration Over Alternative Protocol", "TA0010", "Exfiltration");
    static final Technique EXFILTRATION_OVER_C2_CHANNEL =
            new Technique("T1041", "Exfiltration Over C2 Channel", "TA0010", "Exfiltration");
    static final Technique NETWORK_DENIAL_OF_SERVICE =
            new Technique("T1498", "Network Denial of Service", "TA0040", "Impact");
    static final Technique ENDPOINT_DENIAL_OF_SERVICE =
            new Technique("T1499", "Endpoint Denial of Service", "TA0040", "Impact");
    static final Technique APPLICATION_LAYER_PROTOCOL =
            new Technique("T1071", "Application Layer Protocol", "TA0011", "Command and Control");
}
