package org.aegisnet.patterns;

import java.io.IOException;
import org.aegisnet.net.IpAddress;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;

/** A service of a destination. */
record Target(IpAddress destination, Service service) {
    static Target of(final Flow flow) {
        return new Target(flow.destination(), Service.of(flow));
    }

    void writeTo(final VarintOutput output) throws IOException {
        write(output, destination);
        service.writeTo(output);
    }

    static Target readFrom(final VarintInput input) throws IOException {
        return new Target(readAddress(input), Service.readFrom(input));
    }

    static void write(final VarintOutput output, final IpAddress address) throws IOException {
        output.writeLong(address.high());
        output.writeLong(address.low());
    }

    static IpAddress readAddress(final VarintInput input) throws IOException {
        return new IpAddress(input.readLong(), input.readLong());
    }
}
