/** Learns a forest of decision trees with Smile and writes it as an ONNX model file. Smile is known here and nowhere else. */
package org.aegisnet.training.forest;
