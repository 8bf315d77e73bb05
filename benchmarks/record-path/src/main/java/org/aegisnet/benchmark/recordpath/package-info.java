/**
 * Measures in a real NiFi how long our processors take for a FlowFile beside NiFi's own record processors with the same reader and writer. The time is
 * NiFi's own: that of a processor's tasks, as its status tells.
 */
package org.aegisnet.benchmark.recordpath;
