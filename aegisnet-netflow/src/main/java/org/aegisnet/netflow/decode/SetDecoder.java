package org.aegisnet.netflow.decode;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.ExportHeader;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.option.OptionsReader;
import org.aegisnet.netflow.plan.DecodePlan;
import org.aegisnet.netflow.record.DataRecord;
import org.aegisnet.netflow.template.RecordLayout;
import org.aegisnet.netflow.template.Template;
import org.aegisnet.netflow.template.TemplateCache;
import org.aegisnet.netflow.template.TemplateField;
import org.aegisnet.netflow.template.TemplateKey;

/** Decodes the sets of NetFlow v9 and IPFIX datagrams one after the other, and keeps those that wait for their template. */
final class SetDecoder {
    private static final int SET_HEADER_LENGTH = 4;
    /** RFC 7011, section 3.3.1: padding is shorter than any record; four bytes or more of something else is worth a word. */
    private static final int MAX_SILENT_PADDING = 3;

    private final PlanCompilers compilers;
    private final DecodeCounters counters;
    private final Predicate<Exporter> known;
    private final boolean handOutRecords;
    private final boolean withdrawals;
    private final TemplateSetReader templateSets;
    private final OptionsReader optionsReader = new OptionsReader();
    private final PendingDataSets held;
    private long changes;

    /** @param known true if flows of an exporter have been decoded before */
    SetDecoder(
            ElementRegistry registry,
            DecoderSettings settings,
            PlanCompilers compilers,
            DecodeCounters counters,
            Predicate<Exporter> known) {
        this.compilers = compilers;
        this.counters = counters;
        this.known = known;
        this.handOutRecords = settings.records();
        this.withdrawals = settings.withdrawals();
        this.templateSets = new TemplateSetReader(registry, settings.fieldsPerTemplate());
        this.held = new PendingDataSets(settings);
    }

    /** Decodes the sets between two offsets of the buffer. */
    void decode(DatagramContext context, int start, int end) {
        byte[] buffer = context.datagram().buffer();
        int at = start;
        for (int set = 1; at < end; set++) {
            if (end - at < SET_HEADER_LENGTH || isZero(buffer, at, at + SET_HEADER_LENGTH)) {
                if (!isZero(buffer, at, end)) {
                    context.sawUncountable();
                    refuseRest(
                            context,
                            DecodeProblemKind.BAD_SET_LENGTH,
                            DecodeProblem.NOT_KNOWN,
                            at,
                            "The last " + (end - at) + " bytes are no set.");
                }
                return;
            }
            int setId = BigEndian.unsigned16(buffer, at);
            int length = BigEndian.unsigned16(buffer, at + 2);
            if (length < SET_HEADER_LENGTH || length > end - at) {
                context.sawUncountable();
                refuseRest(
                        context,
                        length < SET_HEADER_LENGTH ? DecodeProblemKind.BAD_SET_LENGTH : DecodeProblemKind.TRUNCATED,
                        setId,
                        at,
                        "The set claims " + length + " bytes; " + (end - at) + " are left in the datagram.");
                return;
            }
            decodeSet(context, set, setId, at, at + length);
            at += length;
        }
    }

    private void decodeSet(DatagramContext context, int set, int setId, int start, int end) {
        int version = context.header().version();
        if (setId >= Template.MIN_ID) {
            decodeData(context, set, setId, start, end);
        } else if (FlowDecoder.isTemplateSet(version, setId)) {
            readTemplates(context, setId, false, start, end);
        } else if (FlowDecoder.isOptionsTemplateSet(version, setId)) {
            readTemplates(context, setId, true, start, end);
        } else {
            refuse(
                    context,
                    DecodeProblemKind.RESERVED_SET,
                    setId,
                    start,
                    start,
                    end,
                    "Set id " + setId + " has no meaning in version " + version + ".");
        }
    }

    private void decodeData(DatagramContext context, int set, int setId, int start, int end) {
        TemplateKey key = key(context, setId);
        TemplateCache<DecodePlan> templates = context.exporterState().templates();
        TemplateKey found = templates.resolve(key, context.datagram().receivedMillis());
        Optional<DecodePlan> plan = templates.find(found, context.datagram().receivedMillis());
        if (plan.isEmpty()) {
            counters.increment(Counter.SETS_WITHOUT_TEMPLATE);
            context.sawUncountable();
            hold(context, key, set, start, end, false);
            return;
        }
        boolean certain = context.hasTemplate(key);
        if (!certain && !fits(plan.get(), context.datagram().buffer(), start + SET_HEADER_LENGTH, end)) {
            counters.increment(Counter.SETS_WITHOUT_TEMPLATE);
            context.sawUncountable();
            hold(context, key, set, start, end, true);
            return;
        }
        int after = decodeRecords(plan.get(), context, set, start + SET_HEADER_LENGTH, end);
        proveTemplate(context, found, start, after);
        checkRest(plan.get(), context, setId, start, after, end);
    }

    /**
     * Tells whether a set consists of whole records and padding. If it does not, the exporter has changed the template without sending it. No
     * value of the set can be trusted then.
     */
    private static boolean fits(DecodePlan plan, byte[] buffer, int start, int end) {
        int at = start;
        int fixed = plan.layout().fixedLength();
        if (fixed > 0) {
            at += (end - start) / fixed * fixed;
        } else {
            int shortest = plan.template().shortestRecord();
            while (end - at >= shortest) {
                int next = plan.layout().locate(buffer, at, end);
                if (next == RecordLayout.OVERRUN) {
                    return isZero(buffer, at, end);
                }
                at = next;
            }
        }
        return end - at <= MAX_SILENT_PADDING || isZero(buffer, at, end);
    }

    private static void proveTemplate(DatagramContext context, TemplateKey key, int start, int after) {
        if (after > start + SET_HEADER_LENGTH) {
            context.sawGood();
            context.exporterState().templates().prove(key, context.datagram().receivedMillis());
        }
    }

    /**
     * Decodes records of one layout that follow each other.
     *
     * @return the offset after the last whole record
     */
    int decodeRecords(DecodePlan plan, DatagramContext context, int set, int start, int end) {
        if (plan.template().options()) {
            return decodeOptions(plan, context, set, start, end);
        }
        int before = context.batch().size();
        int after = plan.decode(
                context.exporter(),
                context.header(),
                context.domain().options(),
                context.datagram().buffer(),
                start,
                end,
                context.batch());
        context.sawFlows(context.batch().size() - before);
        if (handOutRecords) {
            handOut(plan, context, set, start, after);
        }
        return after;
    }

    private void handOut(DecodePlan plan, DatagramContext context, int set, int start, int end) {
        byte[] buffer = context.datagram().buffer();
        int at = start;
        for (int index = 0; at < end; index++) {
            int next = plan.layout().locate(buffer, at, end);
            context.sink().flow(record(plan, context, set, index, at));
            at = next;
        }
    }

    private int decodeOptions(DecodePlan plan, DatagramContext context, int set, int start, int end) {
        byte[] buffer = context.datagram().buffer();
        int shortest = plan.template().shortestRecord();
        int at = start;
        for (int index = 0; end - at >= shortest; index++) {
            int next = plan.layout().locate(buffer, at, end);
            if (next == RecordLayout.OVERRUN) {
                return at;
            }
            DataRecord record = record(plan, context, set, index, at);
            if (optionsReader.learn(record, context.domain().options())) {
                changes++;
            }
            counters.increment(Counter.OPTIONS_RECORDS);
            context.sawOptionsRecord();
            context.sink().options(record);
            at = next;
        }
        return at;
    }

    private static DataRecord record(DecodePlan plan, DatagramContext context, int set, int index, int start) {
        Datagram datagram = context.datagram();
        return new DataRecord(
                context.exporter(),
                context.header(),
                set,
                index,
                plan.template(),
                datagram.buffer(),
                datagram.offset(),
                start,
                plan.layout());
    }

    private void checkRest(DecodePlan plan, DatagramContext context, int setId, int start, int after, int end) {
        int rest = end - after;
        if (rest == 0 || isZero(context.datagram().buffer(), after, end)) {
            return;
        }
        if (rest >= plan.template().shortestRecord()) {
            context.sawUncountable();
            refuse(
                    context,
                    DecodeProblemKind.RECORD_OVERRUN,
                    setId,
                    after,
                    start,
                    end,
                    "The record at byte " + (after - context.datagram().offset()) + " of template " + setId
                            + " does not end inside its set; " + rest + " bytes are left.");
        } else if (rest > MAX_SILENT_PADDING) {
            refuse(
                    context,
                    DecodeProblemKind.TRAILING_BYTES,
                    setId,
                    after,
                    start,
                    end,
                    "After the last record of template " + setId + ", " + rest + " bytes are left that are not zero.");
        }
    }

    private void readTemplates(DatagramContext context, int setId, boolean options, int start, int end) {
        int version = context.header().version();
        byte[] buffer = context.datagram().buffer();
        templateSets.read(version, options, buffer, start + SET_HEADER_LENGTH, end, new TemplateSetReader.Handler() {
            @Override
            public void defined(Template template) {
                learn(context, template);
                context.sawTemplate(key(context, template.id()));
            }

            @Override
            public void withdrawn(int templateId) {
                withdraw(context, setId, templateId, options);
            }

            @Override
            public void refusedTemplate(Template template, boolean complete) {
                forgetReplaced(context, template, complete);
            }

            @Override
            public void refused(DecodeProblemKind kind, int offset, String reason) {
                refuse(context, kind, setId, offset, start, end, reason);
            }
        });
    }

    private void learn(DatagramContext context, Template template) {
        TemplateCache<DecodePlan> templates = context.exporterState().templates();
        TemplateKey key = key(context, template.id());
        long now = context.datagram().receivedMillis();
        if (templates.refresh(key, template, now)) {
            counters.increment(Counter.TEMPLATES_REFRESHED);
        } else {
            DecodePlan plan = compilers.of(context.exporter()).compile(template);
            boolean replaced = templates.put(key, template, plan, now);
            counters.increment(replaced ? Counter.TEMPLATES_REPLACED : Counter.TEMPLATES_ADDED);
            for (int evicted = templates.evict(); evicted > 0; evicted--) {
                counters.increment(Counter.TEMPLATES_EVICTED);
                context.sink()
                        .evicted(new Eviction(
                                Counter.TEMPLATES_EVICTED, context.exporter(), known.test(context.exporter())));
            }
            changes++;
        }
        replay(context, key);
    }

    /**
     * Forgets the template whose number another one has now, although that one cannot be used. A part of the template that is known, as in a
     * datagram that was cut short, changes nothing.
     */
    private void forgetReplaced(DatagramContext context, Template template, boolean complete) {
        TemplateCache<DecodePlan> templates = context.exporterState().templates();
        TemplateKey key = key(context, template.id());
        Optional<List<TemplateField>> before = templates.template(key).map(Template::fields);
        boolean same = before.isPresent()
                && !complete
                && before.get().size() > template.fields().size()
                && before.get().subList(0, template.fields().size()).equals(template.fields());
        if (!same && templates.withdraw(key)) {
            counters.increment(Counter.TEMPLATES_REPLACED);
            changes++;
        }
    }

    private void withdraw(DatagramContext context, int setId, int templateId, boolean options) {
        if (!withdrawals) {
            counters.increment(Counter.WITHDRAWALS_IGNORED);
            return;
        }
        TemplateCache<DecodePlan> templates = context.exporterState().templates();
        int withdrawn = templateId == setId
                ? templates.withdrawAll(key(context, templateId), options)
                : (templates.withdraw(key(context, templateId)) ? 1 : 0);
        counters.add(Counter.TEMPLATES_WITHDRAWN, withdrawn);
        changes += withdrawn;
    }

    private void hold(DatagramContext context, TemplateKey key, int set, int start, int end, boolean misfit) {
        Datagram datagram = context.datagram();
        PendingDataSet waiting = new PendingDataSet(
                context.exporter(),
                context.header(),
                key,
                set,
                start - datagram.offset(),
                datagram.receivedMillis(),
                datagramOf(context, start, end),
                known.test(context.exporter()),
                misfit);
        for (PendingDataSet without : held.hold(waiting)) {
            giveUp(without, DecodeProblemKind.NO_ROOM_TO_WAIT, context.sink());
        }
    }

    private void replay(DatagramContext context, TemplateKey key) {
        if (held.size() == 0) {
            return;
        }
        List<PendingDataSet> waiting = held.take(context.exporter(), key);
        TemplateCache<DecodePlan> templates = context.exporterState().templates();
        for (PendingDataSet set : waiting) {
            Datagram datagram = new Datagram(
                    set.exporter(), set.key().port(), set.receivedMillis(), set.bytes(), 0, set.bytes().length);
            DatagramContext earlier = new DatagramContext(
                    datagram, set.header(), context.exporterState(), context.domain(), context.batch(), context.sink());
            int start = set.header().length();
            TemplateKey found = templates.resolve(set.key(), context.datagram().receivedMillis());
            Optional<DecodePlan> plan = templates.find(found, context.datagram().receivedMillis());
            boolean fits =
                    plan.isPresent() && fits(plan.get(), set.bytes(), start + SET_HEADER_LENGTH, set.bytes().length);
            if (plan.isPresent() && !fits && found.port() != set.key().port()) {
                // Another exporter behind the same address has sent the template; the own one may still come.
                held.hold(set).forEach(without -> giveUp(without, DecodeProblemKind.NO_ROOM_TO_WAIT, context.sink()));
                continue;
            }
            counters.increment(Counter.SETS_REPLAYED);
            if (plan.isPresent() && !fits) {
                refuse(
                        earlier,
                        DecodeProblemKind.TRAILING_BYTES,
                        key.id(),
                        start,
                        start,
                        set.bytes().length,
                        "The set does not fit template " + key.id() + ": it does not consist of whole records.");
            } else if (plan.isPresent()) {
                int after =
                        decodeRecords(plan.get(), earlier, set.set(), start + SET_HEADER_LENGTH, set.bytes().length);
                proveTemplate(context, found, start, after);
                checkRest(plan.get(), earlier, key.id(), start, after, set.bytes().length);
            }
        }
    }

    void giveUpExpired(long nowMillis, DecodeSink sink) {
        for (PendingDataSet set : held.takeExpired(nowMillis)) {
            giveUp(set, set.isMisfit() ? DecodeProblemKind.TRAILING_BYTES : DecodeProblemKind.NO_TEMPLATE, sink);
        }
    }

    void giveUpAll(DecodeSink sink) {
        for (PendingDataSet set : held.takeAll()) {
            giveUp(set, set.isMisfit() ? DecodeProblemKind.TRAILING_BYTES : DecodeProblemKind.NO_TEMPLATE, sink);
        }
    }

    void giveUpSession(Exporter exporter, int port, DecodeSink sink) {
        for (PendingDataSet set : held.takeSession(exporter, port)) {
            giveUp(set, set.isMisfit() ? DecodeProblemKind.TRAILING_BYTES : DecodeProblemKind.NO_TEMPLATE, sink);
        }
    }

    int held() {
        return held.size();
    }

    /** Grows with every change of what is known that should survive a restart. */
    long changes() {
        return changes;
    }

    private void giveUp(PendingDataSet set, DecodeProblemKind kind, DecodeSink sink) {
        counters.increment(Counter.SETS_GIVEN_UP);
        int id = set.key().id();
        String reason = switch (kind) {
            case NO_TEMPLATE -> "Template " + id + " did not come.";
            case TRAILING_BYTES -> "The set does not fit the template " + id + " that is known, and no other came.";
            default -> "Template " + id + " is not known and no more data may wait for one.";
        };
        DecodeProblem problem = new DecodeProblem(
                kind,
                set.exporter().address(),
                set.key().version(),
                set.key().observationDomain(),
                set.key().id(),
                set.byteOffset(),
                reason);
        sink.unparsed(new UndecodedDatagram(problem, set.receivedMillis(), set.bytes(), known.test(set.exporter())));
    }

    /** Hands out the rest of a datagram from an offset on. */
    void refuseRest(DatagramContext context, DecodeProblemKind kind, int setId, int at, String reason) {
        int end = context.datagram().offset() + context.datagram().length();
        refuse(context, kind, setId, at, at, end, reason);
    }

    private void refuse(
            DatagramContext context,
            DecodeProblemKind kind,
            int setId,
            int trouble,
            int start,
            int end,
            String reason) {
        counters.increment(Counter.MALFORMED);
        DecodeProblem problem = new DecodeProblem(
                kind,
                context.exporter().address(),
                context.header().version(),
                context.header().observationDomain(),
                setId,
                trouble - context.datagram().offset(),
                reason);
        byte[] bytes = datagramOf(context, start, end);
        context.sink()
                .unparsed(new UndecodedDatagram(
                        problem, context.datagram().receivedMillis(), bytes, known.test(context.exporter())));
    }

    /** A whole datagram that could not be decoded. */
    UndecodedDatagram unparsed(Datagram datagram, DecodeProblemKind kind, int version, String reason) {
        Exporter exporter = datagram.exporter();
        DecodeProblem problem = new DecodeProblem(
                kind, exporter.address(), version, DecodeProblem.NOT_KNOWN, DecodeProblem.NOT_KNOWN, 0, reason);
        byte[] bytes = Arrays.copyOfRange(datagram.buffer(), datagram.offset(), datagram.offset() + datagram.length());
        return new UndecodedDatagram(problem, datagram.receivedMillis(), bytes, known.test(exporter));
    }

    /** A part of a datagram behind the datagram's header, as a datagram of its own. */
    private static byte[] datagramOf(DatagramContext context, int start, int end) {
        Datagram datagram = context.datagram();
        int headerLength = context.header().length();
        byte[] bytes = new byte[headerLength + end - start];
        System.arraycopy(datagram.buffer(), datagram.offset(), bytes, 0, headerLength);
        System.arraycopy(datagram.buffer(), start, bytes, headerLength, end - start);
        if (context.header().version() == ExportHeader.IPFIX) {
            bytes[2] = (byte) (bytes.length >>> 8);
            bytes[3] = (byte) bytes.length;
        }
        return bytes;
    }

    private static TemplateKey key(DatagramContext context, int id) {
        return new TemplateKey(
                context.header().version(),
                context.header().observationDomain(),
                id,
                context.datagram().port());
    }

    private static boolean isZero(byte[] buffer, int start, int end) {
        for (int at = start; at < end; at++) {
            if (buffer[at] != 0) {
                return false;
            }
        }
        return true;
    }
}
