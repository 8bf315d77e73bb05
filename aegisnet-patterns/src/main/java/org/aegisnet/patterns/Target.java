package org.aegisnet.patterns;

import java.io.IOException;
import org.aegisnet.patterns.snapshot.SnapshotInput;
import org.aegisnet.patterns.snapshot.SnapshotOutput;

/** A service of a destination. */
record Target(Address destination, Service service) {
    static Target of(final Flow flow) {
        return new Target(flow.destination(), Service.of(flow));
    }

    void writeTo(final SnapshotOutput output) throws IOException {
        write(output, destination);
        service.writeTo(output);
    }

    static Target readFrom(final SnapshotInput input) throws IOException {
        return new Target(readAddress(input), Service.readFrom(input));
    }

    static void write(final SnapshotOutput output, final Address address) throws IOException {
        output.writeBits(address.high());
        output.writeBits(address.low());
    }

    static Address readAddress(final SnapshotInput input) throws IOException {
        return new Address(input.readBits(), input.readBits());
    }
}
