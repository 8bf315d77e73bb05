package org.aegisnet.scoring.model;

/** The kinds of model that score a flow. */
public enum ModelKind {
    AUTOENCODER,
    FOREST
}
