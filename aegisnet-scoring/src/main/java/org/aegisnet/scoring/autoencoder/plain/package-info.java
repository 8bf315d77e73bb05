/**
 * An engine for autoencoders in plain Java. {@link org.aegisnet.scoring.autoencoder.plain.GraphCompiler} turns a guarded ONNX graph into {@link
 * org.aegisnet.scoring.autoencoder.plain.Instruction}s over units, numbers that each flow has one of; {@link
 * org.aegisnet.scoring.autoencoder.plain.SlotAllocator} leaves out what is not asked for and gives the rest memory; {@link
 * org.aegisnet.scoring.autoencoder.plain.KernelExecution} runs the kernels. Knows nothing of ONNX Runtime.
 */
package org.aegisnet.scoring.autoencoder.plain;
