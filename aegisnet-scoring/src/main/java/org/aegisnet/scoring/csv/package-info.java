/** CSV of flows, read in one pass with the faults of published files; one parser for NiFi, the scoring API and the command line. */
package org.aegisnet.scoring.csv;
