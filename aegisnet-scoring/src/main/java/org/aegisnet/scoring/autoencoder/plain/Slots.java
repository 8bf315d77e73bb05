package org.aegisnet.scoring.autoencoder.plain;

/** Which slot of the memory each unit has. */
interface Slots {
    int of(int unit);

    /** Tells whether a unit is an output or is read by a step that is needed. */
    boolean isNeeded(int unit);

    /** The slots of units, in their order. */
    default int[] of(final int... units) {
        final int[] slots = new int[units.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = of(units[i]);
        }
        return slots;
    }
}
