/** Writes what an evaluation has found as a model card: Markdown with tables, SVG plots, and JSON for machines. */
package org.aegisnet.training.card;
