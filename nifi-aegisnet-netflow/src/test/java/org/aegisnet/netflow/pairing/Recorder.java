package org.aegisnet.netflow.pairing;

import java.util.ArrayList;
import java.util.List;

/** Writes down what leaves a table. */
final class Recorder implements PairingSink<String> {
    private final List<String> left = new ArrayList<>();

    List<String> left() {
        return left;
    }

    @Override
    public void paired(final FlowHalf<String> initiator, final FlowHalf<String> responder) {
        left.add(initiator.payload() + "+" + responder.payload());
    }

    @Override
    public void oneSided(final FlowHalf<String> half, final OneSidedCause cause) {
        left.add(half.payload() + " " + cause);
    }

    @Override
    public void repeated(final FlowHalf<String> half) {
        left.add(half.payload() + " again");
    }
}
