package org.aegisnet.pairing;

import java.util.ArrayList;
import java.util.List;

/** Sink that records the halves that leave a table. */
final class Recorder implements PairingSink<String> {
    private final List<String> left = new ArrayList<>();

    List<String> left() {
        return left;
    }

    @Override
    public void paired(final Uniflow<String> initiator, final Uniflow<String> responder) {
        left.add(initiator.payload() + "+" + responder.payload());
    }

    @Override
    public void oneSided(final Uniflow<String> half, final UnpairedReason cause) {
        left.add(half.payload() + " " + cause);
    }

    @Override
    public void repeated(final Uniflow<String> half) {
        left.add(half.payload() + " again");
    }
}
