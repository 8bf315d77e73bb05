package org.aegisnet.scoring.autoencoder.plain;

/** The meaning of a tensor's numbers. All of them are kept as floats: truths as 1 and 0, whole numbers as themselves. */
enum TensorType {
    FLOAT,
    TRUTH,
    WHOLE
}
