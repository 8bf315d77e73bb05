package org.aegisnet.scoring.autoencoder.plain;

import java.util.function.Function;

/**
 * A kernel whose units have no slots yet.
 *
 * @param reads units, by number
 * @param writes units, by number; each is written by one step
 * @param kernel makes the kernel when it is known which slots the units have
 */
@SuppressWarnings("ArrayRecordComponent")
record Instruction(int[] reads, int[] writes, Function<Slots, Kernel> kernel) {}
