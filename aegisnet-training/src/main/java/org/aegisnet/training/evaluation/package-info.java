/** Judges detectors: exact metrics, honest protocols, and the cards that tell what came out. */
package org.aegisnet.training.evaluation;
