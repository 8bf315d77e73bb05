/** How state is written down and read back: small numbers in few bytes, and a checksum over all. */
package org.aegisnet.patterns.snapshot;
