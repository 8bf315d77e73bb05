package org.aegisnet.scoring.autoencoder.plain;

/** What a node takes or makes. */
sealed interface Operand permits Constant, Signal {
    Kind kind();
}
