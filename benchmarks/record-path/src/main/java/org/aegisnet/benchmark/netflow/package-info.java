/** Benchmark of the rate that ListenNetFlow receives in a real NiFi, compared with programs that only receive. */
package org.aegisnet.benchmark.netflow;
