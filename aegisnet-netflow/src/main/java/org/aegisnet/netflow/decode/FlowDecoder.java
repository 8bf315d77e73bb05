package org.aegisnet.netflow.decode;

import java.util.List;
import java.util.function.Predicate;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.ExportHeader;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.plan.DecodePlan;
import org.aegisnet.netflow.record.DataRecord;
import org.aegisnet.netflow.sequence.SequenceTracker;
import org.aegisnet.netflow.sequence.SequencedDatagram;
import org.aegisnet.netflow.snapshot.ExporterSnapshot;
import org.aegisnet.netflow.snapshot.SnapshotException;
import org.aegisnet.netflow.snapshot.SnapshotFormat;

/**
 * Decodes NetFlow v5, NetFlow v9 (RFC 3954) and IPFIX (RFC 7011, RFC 5103) datagrams to flows.
 *
 * <p>Keeps what datagrams tell of later ones, exporter by exporter: templates, options, sequence numbers, and data that came before its
 * template. All of it is bounded by the settings. Time is the datagrams' received time; the decoder has no clock.
 *
 * <p>The contents of a datagram never cause an exception. Data that could not be decoded goes to the sink with a reason, and is counted.
 *
 * <p>Not safe for more than one thread: use one decoder per thread, and give all datagrams of an exporter to the same decoder.
 */
public final class FlowDecoder {
    private static final int IPFIX_TEMPLATE_SET = 2;
    private static final int IPFIX_OPTIONS_SET = 3;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** For what happens without a datagram: counted, and nobody waits for it. */
    private static final DecodeSink UNHEARD = new DecodeSink() {
        @Override
        public void options(DataRecord record) {
            // Nothing is decoded while a snapshot is taken over.
        }

        @Override
        public void unparsed(UndecodedDatagram unparsed) {
            // Nothing is decoded while a snapshot is taken over.
        }
    };

    /** It takes time to add up what is known, and each piece of news is a datagram at most. */
    private static final int NEWS_BETWEEN_LOOKS = 64;

    private final DecoderSettings settings;
    private final PlanCompilers compilers;
    private final DecodeCounters counters = new DecodeCounters();
    private final ExporterTable exporters;
    private final DecodePlan netFlowV5;
    private final SetDecoder sets;
    private final SnapshotFormat snapshotFormat;
    private FlowBatch checkedBatch;
    private long lookedAtChanges;
    private long promotions;

    /**
     * A decoder that knows no exporter yet.
     *
     * @param registry definitions of information elements; may be shared
     * @param settings the output options and limits
     */
    public FlowDecoder(ElementRegistry registry, DecoderSettings settings) {
        this.settings = settings;
        this.compilers = new PlanCompilers(settings);
        this.netFlowV5 = compilers.ofAll().compile(NetFlowV5.template(registry));
        this.exporters = new ExporterTable(settings, counters);
        this.sets = new SetDecoder(registry, settings, compilers, counters, exporters::isKnown);
        this.snapshotFormat = new SnapshotFormat(registry);
        this.checkedBatch = newBatch(0);
    }

    /** A batch with the columns this decoder fills. */
    public FlowBatch newBatch(int capacity) {
        return new FlowBatch(settings.columns(), settings.extras(), capacity);
    }

    public DecoderSettings settings() {
        return settings;
    }

    /** Returns the counters since the decoder was made; live, for the decoding thread. */
    public DecodeCounters counters() {
        return counters;
    }

    /**
     * Decodes a datagram.
     *
     * @param batch takes the flows, after those that are in it already; made by {@link #newBatch}
     * @param sink takes options records and what could not be decoded
     * @return the number of flows added, among them flows of earlier datagrams whose template has come now
     * @throws IllegalArgumentException if the batch lacks columns that this decoder fills
     */
    public int decode(Datagram datagram, FlowBatch batch, DecodeSink sink) {
        checkColumns(batch);
        int before = batch.size();
        counters.increment(Counter.DATAGRAMS);
        counters.add(Counter.BYTES, datagram.length());
        sets.giveUpExpired(datagram.receivedMillis(), sink);
        byte[] buffer = datagram.buffer();
        int start = datagram.offset();
        int length = datagram.length();
        int version = length < 2 ? 0 : BigEndian.unsigned16(buffer, start);
        switch (version) {
            case ExportHeader.NETFLOW_V5 -> {
                if (hasHeader(datagram, version, ExportHeader.NETFLOW_V5_LENGTH, sink)) {
                    decodeNetFlowV5(datagram, ExportHeader.netFlowV5(buffer, start), batch, sink);
                }
            }
            case ExportHeader.NETFLOW_V9 -> {
                if (hasHeader(datagram, version, ExportHeader.NETFLOW_V9_LENGTH, sink)) {
                    followSequence(decodeSets(datagram, ExportHeader.netFlowV9(buffer, start), length, batch, sink));
                }
            }
            case ExportHeader.IPFIX -> {
                if (hasHeader(datagram, version, ExportHeader.IPFIX_LENGTH, sink)) {
                    decodeIpfix(datagram, ExportHeader.ipfix(buffer, start), batch, sink);
                }
            }
            default -> refuse(datagram, version, sink);
        }
        if (sets.changes() - lookedAtChanges >= NEWS_BETWEEN_LOOKS) {
            lookedAtChanges = sets.changes();
            exporters.forgetWhatIsTooMuch(sink);
        }
        int flows = batch.size() - before;
        counters.add(Counter.FLOWS, flows);
        return flows;
    }

    /**
     * Hands out what has waited too long for its template. For idle times; {@link #decode} does it too.
     *
     * @param nowMillis milliseconds since 1970
     */
    public void expire(long nowMillis, DecodeSink sink) {
        sets.giveUpExpired(nowMillis, sink);
    }

    /** Hands out everything that still waits for its template, at the end of a file or when the decoder stops. */
    public void flushPending(DecodeSink sink) {
        sets.giveUpAll(sink);
    }

    /**
     * Ends a connection, after its last message: its templates are forgotten, and data that waits for one of them is handed out.
     *
     * @param exporter the other end
     * @param port of the other end
     */
    public void endSession(Exporter exporter, int port, DecodeSink sink) {
        exporters.known(exporter).ifPresent(state -> state.templates().forgetPort(port));
        sets.giveUpSession(exporter, port, sink);
    }

    /** Returns the number of data sets that wait for their template now. */
    public int heldSets() {
        return sets.held();
    }

    /** Returns the number of exporters that are known now. */
    public int exporters() {
        return exporters.size();
    }

    /** Returns the number of templates that are known now, of all exporters together. */
    public int templates() {
        return exporters.templates();
    }

    /**
     * A number that grows with every change of what {@link #snapshot} holds, refreshed templates excepted: while it stays, there is
     * nothing new to save.
     */
    public long changes() {
        return sets.changes() + promotions;
    }

    /**
     * Templates, boot times and sampling rates as bytes, to survive a restart; about 100 bytes a template, less if exporters are
     * alike.
     */
    public byte[] snapshot() {
        return snapshotFormat.write(exporters.snapshots());
    }

    /**
     * Takes over what another decoder knew. Templates keep their age, so those that are too old by now are not used.
     *
     * @param snapshot the result of {@link #snapshot}
     * @param wanted which exporters are this decoder's
     * @throws SnapshotException if the bytes are not a snapshot or are damaged; the decoder is then unchanged
     */
    public void restore(byte[] snapshot, Predicate<Exporter> wanted) throws SnapshotException {
        List<ExporterSnapshot> leavingFirst = snapshotFormat.read(snapshot).stream()
                .filter(known -> wanted.test(known.exporter()))
                .toList();
        leavingFirst.stream()
                .filter(newcomer -> newcomer.standing().isEmpty())
                .forEach(newcomer -> exporters.restore(newcomer, compilers, UNHEARD));
        // The exporter that has been good for longest is restored first.
        leavingFirst.reversed().stream()
                .filter(known -> known.standing().isPresent())
                .forEach(known -> exporters.restore(known, compilers, UNHEARD));
    }

    /** Once for each batch that comes several times in a row; its columns never change. */
    private void checkColumns(FlowBatch batch) {
        if (batch == checkedBatch) {
            return;
        }
        if (!batch.columns().containsAll(settings.columns()) || batch.hasExtras() != settings.extras()) {
            throw new IllegalArgumentException(
                    "The batch has other columns than the decoder fills; use a batch made by the decoder's newBatch.");
        }
        checkedBatch = batch;
    }

    private void decodeNetFlowV5(Datagram datagram, ExportHeader header, FlowBatch batch, DecodeSink sink) {
        if (header.count() > NetFlowV5.MAX_RECORDS) {
            String reason = "The header claims " + header.count() + " records; no datagram can hold more than "
                    + NetFlowV5.MAX_RECORDS + ", so nothing in this one can be trusted.";
            refuse(datagram, DecodeProblemKind.WRONG_COUNT, reason, sink);
            return;
        }
        DatagramContext context = context(datagram, header, batch, sink);
        int start = datagram.offset() + header.length();
        int end = datagram.offset() + datagram.length();
        int whole = (end - start) / NetFlowV5.RECORD_LENGTH;
        int count = Math.min(header.count(), whole);
        int countEnd = start + count * NetFlowV5.RECORD_LENGTH;
        sets.decodeRecords(netFlowV5, context, 0, start, countEnd);
        if (count > 0) {
            context.sawGood();
        }
        if (header.count() > whole) {
            context.sawUncountable();
            sets.refuseRest(
                    context,
                    DecodeProblemKind.WRONG_COUNT,
                    DecodeProblem.NOT_KNOWN,
                    countEnd,
                    "The header claims " + header.count() + " records, the datagram holds " + whole + ".");
        } else if (countEnd < end) {
            sets.refuseRest(
                    context,
                    DecodeProblemKind.WRONG_COUNT,
                    DecodeProblem.NOT_KNOWN,
                    countEnd,
                    "After the " + count + " records that the header claims, " + (end - countEnd) + " bytes are left.");
        }
        followSequence(context);
    }

    private void decodeIpfix(Datagram datagram, ExportHeader header, FlowBatch batch, DecodeSink sink) {
        int claimed = header.count();
        if (claimed < ExportHeader.IPFIX_LENGTH) {
            refuse(
                    datagram,
                    DecodeProblemKind.TRUNCATED,
                    "The message claims to be " + claimed + " bytes long; its header alone has 16.",
                    sink);
            return;
        }
        int length = Math.min(claimed, datagram.length());
        DatagramContext context = decodeSets(datagram, header, length, batch, sink);
        if (claimed > datagram.length()) {
            context.sawUncountable();
        }
        followSequence(context);
        if (claimed < datagram.length()) {
            sets.refuseRest(
                    context,
                    DecodeProblemKind.WRONG_COUNT,
                    DecodeProblem.NOT_KNOWN,
                    datagram.offset() + claimed,
                    "The message claims " + claimed + " bytes, the datagram has " + datagram.length() + ".");
        }
    }

    private DatagramContext decodeSets(
            Datagram datagram, ExportHeader header, int length, FlowBatch batch, DecodeSink sink) {
        DatagramContext context = context(datagram, header, batch, sink);
        sets.decode(context, datagram.offset() + header.length(), datagram.offset() + length);
        return context;
    }

    private DatagramContext context(Datagram datagram, ExportHeader header, FlowBatch batch, DecodeSink sink) {
        ExporterState exporter = exporters.find(datagram.exporter(), sink);
        DomainState domain = exporter.domain(new DomainKey(header.version(), header.observationDomain()));
        while (exporter.forgetSurplusDomain()) {
            counters.increment(Counter.DOMAINS_EVICTED);
            sink.evicted(
                    new Eviction(Counter.DOMAINS_EVICTED, datagram.exporter(), exporters.isKnown(datagram.exporter())));
        }
        doubtTemplatesAfterRestart(header, datagram, exporter, domain);
        return new DatagramContext(datagram, header, exporter, domain, batch, sink);
    }

    private static void doubtTemplatesAfterRestart(
            ExportHeader header, Datagram datagram, ExporterState exporter, DomainState domain) {
        int version = header.version();
        long number = header.observationDomain();
        if (version == ExportHeader.NETFLOW_V9) {
            RestartWatch.Verdict verdict = domain.restarts().observe(header, datagram.receivedMillis());
            if (verdict != RestartWatch.Verdict.GOES_ON) {
                exporter.templates().doubt(version, number, verdict == RestartWatch.Verdict.BEGAN_ANEW);
            }
        } else if (version == ExportHeader.IPFIX) {
            RestartWatch.Verdict verdict =
                    domain.restartsOfPort(datagram.port()).observe(header, datagram.receivedMillis());
            if (verdict != RestartWatch.Verdict.GOES_ON) {
                exporter.templates()
                        .doubtOfPort(version, number, datagram.port(), verdict == RestartWatch.Verdict.BEGAN_ANEW);
            }
        }
    }

    /** Marks the exporter and its domain as known if the datagram could be decoded. */
    private void prove(DatagramContext context) {
        if (context.isGood()) {
            long now = context.datagram().receivedMillis();
            ExportHeader header = context.header();
            context.exporterState().prove(new DomainKey(header.version(), header.observationDomain()), now);
            if (exporters.prove(context.exporter(), now)) {
                promotions++;
            }
        }
    }

    private void followSequence(DatagramContext context) {
        prove(context);
        SequenceTracker sequence = context.domain().sequence();
        ExportHeader header = context.header();
        SequenceTracker.Verdict verdict = sequence.observe(new SequencedDatagram(
                header.sequence(),
                header.systemUptimeMillis(),
                header.exportNanos() / NANOS_PER_SECOND,
                context.records(),
                context.flows(),
                context.isCountable()));
        switch (verdict) {
            case GAP -> {
                counters.increment(Counter.SEQUENCE_GAPS);
                counters.add(Counter.SEQUENCE_MISSING, sequence.missing());
            }
            case LATE -> counters.increment(Counter.SEQUENCE_LATE);
            case RESTART -> counters.increment(Counter.EXPORTER_RESTARTS);
            default -> {}
        }
    }

    private boolean hasHeader(Datagram datagram, int version, int headerLength, DecodeSink sink) {
        if (datagram.length() >= headerLength) {
            return true;
        }
        refuse(
                datagram,
                DecodeProblemKind.TRUNCATED,
                "The datagram has " + datagram.length() + " bytes; the header of version " + version + " alone has "
                        + headerLength + ".",
                sink);
        return false;
    }

    private void refuse(Datagram datagram, int version, DecodeSink sink) {
        if (datagram.length() < 2) {
            refuse(datagram, DecodeProblemKind.TRUNCATED, "The datagram has " + datagram.length() + " bytes.", sink);
            return;
        }
        counters.increment(Counter.UNSUPPORTED);
        String reason = UnsupportedProtocol.describe(datagram, version);
        sink.unparsed(sets.unparsed(datagram, DecodeProblemKind.UNSUPPORTED_PROTOCOL, version, reason));
    }

    private void refuse(Datagram datagram, DecodeProblemKind kind, String reason, DecodeSink sink) {
        counters.increment(Counter.MALFORMED);
        int version = datagram.length() < 2 ? 0 : BigEndian.unsigned16(datagram.buffer(), datagram.offset());
        sink.unparsed(sets.unparsed(datagram, kind, version, reason));
    }

    /** The ids of sets that hold templates of one kind, by version. */
    static boolean isOptionsTemplateSet(int version, int setId) {
        return setId == (version == ExportHeader.NETFLOW_V9 ? 1 : IPFIX_OPTIONS_SET);
    }

    static boolean isTemplateSet(int version, int setId) {
        return setId == (version == ExportHeader.NETFLOW_V9 ? 0 : IPFIX_TEMPLATE_SET);
    }
}
