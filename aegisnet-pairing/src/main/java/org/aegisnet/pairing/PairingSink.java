package org.aegisnet.pairing;

import java.io.IOException;

/**
 * Receiver of the halves that leave a {@link PairingTable}. Every half that is offered arrives here exactly once. Called by the thread that
 * offers.
 *
 * @param <T> the payload of a half
 */
public interface PairingSink<T> {
    /**
     * Two halves of one conversation.
     *
     * @param initiator the half of the side that began
     * @param responder the half that came back
     */
    void paired(Uniflow<T> initiator, Uniflow<T> responder) throws IOException;

    /** A half whose other half did not come. */
    void oneSided(Uniflow<T> half, UnpairedReason cause) throws IOException;

    /** A half that the exporter has reported before, where it saw the packets on their way in or out. */
    void repeated(Uniflow<T> half) throws IOException;
}
