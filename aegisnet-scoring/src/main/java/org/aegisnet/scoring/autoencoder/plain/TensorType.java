package org.aegisnet.scoring.autoencoder.plain;

/** What the numbers of a tensor stand for. All of them are kept as floats: truths as 1 and 0, whole numbers as themselves. */
enum TensorType {
    FLOAT,
    TRUTH,
    WHOLE
}
