package org.aegisnet.scoring.autoencoder.plain;

/** An input or the output of a node. */
sealed interface Operand permits Constant, BatchedTensor {
    TensorType kind();
}
