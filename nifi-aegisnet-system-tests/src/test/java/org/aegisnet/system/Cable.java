package org.aegisnet.system;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Two virtual network interfaces with a cable between them: what is sent into one comes out of the other. They carry no address, so nothing but the
 * replayed packets is on them. Making them needs the privileges of an administrator.
 */
final class Cable implements AutoCloseable {
    static final String IN = "aegisnet0";
    static final String OUT = "aegisnet1";

    private final Path folder;

    private Cable(final Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the cable.
     *
     * @param folder for what the programs print
     * @throws IOException if this user may not
     */
    static Cable lay(final Path folder) throws IOException {
        Program.run(folder, "ip", "link", "add", IN, "type", "veth", "peer", "name", OUT);
        final Cable cable = new Cable(folder);
        try {
            for (final String end : new String[] {IN, OUT}) {
                // An interface that has no IPv6 address sends no packets of its own.
                Program.run(folder, "ip", "link", "set", end, "addrgenmode", "none");
                Program.run(folder, "ip", "link", "set", end, "up");
            }
        } catch (final IOException e) {
            cable.close();
            throw e;
        }
        return cable;
    }

    /** Sends the packets of a capture through the cable, not faster than probes can follow. */
    void replay(final Path packets) throws IOException {
        Program.run(folder, "tcpreplay", "-q", "--pps=4000", "-i", IN, packets.toString());
    }

    @Override
    public void close() throws IOException {
        Program.run(folder, "ip", "link", "del", IN);
    }
}
