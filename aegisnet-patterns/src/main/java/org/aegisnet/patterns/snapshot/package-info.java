/** Format in which state is written and read: small numbers in few bytes, and a checksum over all. */
package org.aegisnet.patterns.snapshot;
