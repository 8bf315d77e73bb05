/** Findings of the scoring processors, read back from the records they wrote them into. */
package org.aegisnet.processors.verdict;
