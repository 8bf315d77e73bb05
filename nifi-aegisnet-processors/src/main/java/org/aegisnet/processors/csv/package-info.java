/** Record Reader for CSV of flows. */
package org.aegisnet.processors.csv;
