package org.aegisnet.scoring.autoencoder.plain;

/**
 * One operation on units; every flow has one number for each unit. A kernel works on many flows or on one flow. Both methods do the same
 * arithmetic in the same order for every flow, so that the results have the same bits. Immutable.
 */
interface Kernel {
    /**
     * Works on many flows.
     *
     * @param units by slot, each with a value for every flow
     * @param working overwritten; one for every flow
     * @param flows how many
     * @throws org.aegisnet.scoring.engine.ScoringException if a flow leads to a position that a table does not have
     */
    void run(float[][] units, double[] working, int flows);

    /**
     * Works on one flow.
     *
     * @param flow its values by slot
     * @param working overwritten; as long as the most outputs that a product has
     * @throws org.aegisnet.scoring.engine.ScoringException if the flow leads to a position that a table does not have
     */
    void run(float[] flow, float[] working);
}
