package org.aegisnet.scoring.autoencoder.plain;

/** What a node takes or makes. */
sealed interface Operand permits Constant, BatchedTensor {
    TensorType kind();
}
