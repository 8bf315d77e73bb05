/**
 * A NiFi of one's own: laid out in a folder ({@link org.aegisnet.runtime.NiFiInstallation}), run as a child process
 * ({@link org.aegisnet.runtime.NiFiInstance}) and driven over its REST interface ({@link org.aegisnet.runtime.NiFiClient}).
 * For demonstrations and system tests: plain HTTP, loopback only, no users.
 */
package org.aegisnet.runtime;
