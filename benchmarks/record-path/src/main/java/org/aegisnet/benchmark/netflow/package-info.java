/** What ListenNetFlow takes in, in a real NiFi, beside programs that only receive. */
package org.aegisnet.benchmark.netflow;
