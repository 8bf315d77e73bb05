package org.aegisnet.processors.pairing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.aegisnet.net.IpAddress;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;
import org.aegisnet.pairing.FiveTuple;
import org.aegisnet.pairing.FlowContext;
import org.aegisnet.pairing.PairingTable;
import org.aegisnet.pairing.Uniflow;
import org.aegisnet.pairing.UniflowDetails;
import org.aegisnet.processors.queue.CarrierFlowFile;

/**
 * The content of the FlowFile of waiting flows: their schemas, then every half the table holds, oldest first, then a checksum. A half that waits is
 * its record; what pairing needs is taken from that again, so that changed properties hold for it too. A half that is only remembered is its ends
 * and times.
 */
final class PendingFlowsCodec {
    /** Marks a FlowFile of waiting flows, with a value that changes whenever its content does. */
    static final String STATE = "pairing.waiting.state";

    /** The number of flows that wait in the FlowFile, for people who look into the queue. */
    static final String COUNT = "pairing.waiting.count";

    /** The FlowFile that carries waiting flows. */
    static final CarrierFlowFile CARRIER =
            new CarrierFlowFile(STATE, Set.of(COUNT), "application/x-aegisnet-waiting-flows");

    private static final int MAGIC = 0x41474E57;
    private static final int VERSION = 1;
    private static final int MAX_SCHEMAS = 1 << 20;
    private static final int MAX_CONTEXT_VALUES = 10_000;
    private static final int BUFFER = 1 << 16;
    private static final int END = 0;
    private static final int WAITING = 1;
    private static final int REMEMBERED = 2;

    private PendingFlowsCodec() {}

    /** Entry that one half is read back as: either a flow that waits, or the remembered half and its context. */
    sealed interface Entry {
        /** The time at which the half came, milliseconds since 1970. */
        long arrived();
    }

    record Waiting(PendingFlow flow, long arrived) implements Entry {}

    record Remembered(FlowContext context, Uniflow<PendingFlow> half) implements Entry {
        @Override
        public long arrived() {
            return half.arrived();
        }
    }

    static void write(final PairingTable<PendingFlow> table, final OutputStream stream) throws IOException {
        final CheckedOutputStream checked = new CheckedOutputStream(stream, new CRC32());
        final VarintOutput output = new VarintOutput(new BufferedOutputStream(checked, BUFFER));
        final Map<PairingPlan, Integer> schemas = new LinkedHashMap<>();
        for (final Uniflow<PendingFlow> half : table.halves()) {
            if (!half.hasLeft()) {
                schemas.putIfAbsent(half.payload().schema(), schemas.size());
            }
        }
        output.writeInt(MAGIC);
        output.writeByte(VERSION);
        output.writeCount(schemas.size());
        for (final PairingPlan schema : schemas.keySet()) {
            SchemaCodec.write(schema.source(), output);
        }
        final RecordCodec codec = new RecordCodec();
        for (final Uniflow<PendingFlow> half : table.halves()) {
            if (half.hasLeft()) {
                output.writeByte(REMEMBERED);
                writeRemembered(half, output);
            } else {
                output.writeByte(WAITING);
                output.writeLong(half.arrived());
                output.writeCount(schemas.get(half.payload().schema()));
                output.writeBinary(half.payload().encoded(codec));
            }
        }
        output.writeByte(END);
        output.flush();
        output.writeLong(checked.getChecksum().getValue());
        output.flush();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param book gives the plans for the schemas
     * @throws IOException if the content is damaged, or something else
     */
    static List<Entry> read(final InputStream stream, final PairingPlanCache book) throws IOException {
        final CheckedInputStream checked = new CheckedInputStream(new BufferedInputStream(stream, BUFFER), new CRC32());
        final VarintInput input = new VarintInput(checked);
        if (input.readInt() != MAGIC || input.readUnsignedByte() != VERSION) {
            throw new IOException("The content does not hold waiting flows of this version of PairFlows");
        }
        final List<PairingPlan> schemas = new ArrayList<>();
        final int schemaCount = input.readSize(MAX_SCHEMAS);
        for (int index = 0; index < schemaCount; index++) {
            schemas.add(book.planFor(SchemaCodec.read(input)));
        }
        final List<Entry> entries = new ArrayList<>();
        for (int kind = input.readUnsignedByte(); kind != END; kind = input.readUnsignedByte()) {
            switch (kind) {
                case WAITING -> {
                    final long arrived = input.readLong();
                    final PairingPlan schema = schemas.get(input.readSize(schemaCount - 1));
                    final byte[] encoded = input.readBinary();
                    // Decoding here finds unreadable records early, so that they are not mistaken for records that
                    // cannot be written.
                    RecordCodec.decode(encoded, schema.source());
                    entries.add(new Waiting(new PendingFlow(schema, encoded), arrived));
                }
                case REMEMBERED -> entries.add(readRemembered(input));
                default -> throw new IOException("PairFlows does not know a waiting flow of kind " + kind);
            }
        }
        final long checksum = checked.getChecksum().getValue();
        if (input.readLong() != checksum) {
            throw new IOException("The waiting flows do not match their checksum");
        }
        return entries;
    }

    private static void writeRemembered(final Uniflow<PendingFlow> half, final VarintOutput output) throws IOException {
        final List<String> context = half.context().values();
        output.writeCount(context.size());
        for (final String value : context) {
            output.writeBoolean(value != null);
            if (value != null) {
                output.writeText(value);
            }
        }
        final FiveTuple ends = half.ends();
        output.writeLong(ends.source().high());
        output.writeLong(ends.source().low());
        output.writeLong(ends.destination().high());
        output.writeLong(ends.destination().low());
        output.writeShort(ends.sourcePort());
        output.writeShort(ends.destinationPort());
        output.writeByte(ends.protocol());
        output.writeLong(half.first());
        output.writeLong(half.last());
        output.writeByte(half.traits().direction());
        output.writeLong(half.arrived());
    }

    private static Remembered readRemembered(final VarintInput input) throws IOException {
        final List<String> context = new ArrayList<>();
        final int values = input.readSize(MAX_CONTEXT_VALUES);
        for (int index = 0; index < values; index++) {
            context.add(input.readBoolean() ? input.readText() : null);
        }
        final FiveTuple ends = new FiveTuple(
                new IpAddress(input.readLong(), input.readLong()),
                new IpAddress(input.readLong(), input.readLong()),
                input.readUnsignedShort(),
                input.readUnsignedShort(),
                input.readUnsignedByte());
        final long first = input.readLong();
        final long last = input.readLong();
        final UniflowDetails traits =
                new UniflowDetails(UniflowDetails.UNKNOWN, input.readByte(), UniflowDetails.UNKNOWN);
        if (last < first) {
            throw new IOException("A remembered flow ends before it begins");
        }
        return new Remembered(
                new FlowContext(context), new Uniflow<>(ends, first, last, traits, input.readLong(), null));
    }
}
