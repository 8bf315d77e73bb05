/**
 * Patterns that no single flow shows: a source's and a target's flows in rolling windows over event time, judged by rules with thresholds.
 * Knows no NiFi.
 */
package org.aegisnet.patterns;
