package org.aegisnet.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.aegisnet.processors.pairing.PairFlows;
import org.aegisnet.processors.patterns.DetectFlowPatterns;
import org.aegisnet.processors.record.CheckedRecordReader;
import org.aegisnet.processors.record.ErrorMessages;
import org.aegisnet.processors.record.ExtendedSchema;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.WriteResult;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No FlowFile takes all the memory, and one that does is not tried for ever. */
class BoundedRecordsTest {
    private static final Relationship FAILURE =
            new Relationship.Builder().name("failure").build();

    static Stream<Processor> processors() {
        return Stream.of(
                new ClassifyFlowForest(), new ScoreFlowAutoencoder(), new DetectFlowPatterns(), new PairFlows());
    }

    static Stream<Arguments> errors() {
        return processors()
                .flatMap(processor -> Stream.<Supplier<Error>>of(
                                () -> new OutOfMemoryError("Java heap space"),
                                StackOverflowError::new,
                                () -> new NoClassDefFoundError("org/example/Codec"))
                        .map(error -> Arguments.of(processor, error)));
    }

    private static PropertyDescriptor property(final Processor processor, final String name) {
        return processor.getPropertyDescriptors().stream()
                .filter(descriptor -> descriptor.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RecordRunner running(final Processor processor, final AbstractControllerService reader)
            throws Exception {
        final RecordRunner flows = new RecordRunner(processor);
        flows.use(property(processor, "Record Reader"), reader);
        flows.use(property(processor, "Record Writer"), new JsonRecordSetWriter());
        return flows;
    }

    private static String csv(final int columns, final int rows) {
        final String header = IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        final String row = "\n" + "1,".repeat(columns - 1) + "1";
        return header + row.repeat(rows);
    }

    @ParameterizedTest
    @MethodSource("processors")
    void aFlowFileOf40000ColumnsGoesToFailure(final Processor processor) throws Exception {
        final TestRunner runner = running(processor, new CSVReader()).runner();

        runner.enqueue(csv(40_000, 5));
        runner.run();

        runner.assertAllFlowFilesTransferred(FAILURE, 1);
        assertEquals(
                "The records have 40000 fields, but the maximum is 4096; give the Record Reader a schema with the fields of the flows",
                runner.getFlowFilesForRelationship(FAILURE).getFirst().getAttribute("record.error.message"));
    }

    @Test
    void aFlowFileOf4096ColumnsIsReadToItsEnd() throws Exception {
        final TestRunner runner =
                running(new ClassifyFlowForest(), new CSVReader()).runner();

        runner.enqueue(csv(4_096, 5));
        runner.run();

        runner.assertAllFlowFilesTransferred(FlowScoringProcessor.UNSCORED, 1);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aFlowFileThatEndsInAnErrorIsNotTriedAgain(final Processor processor, final Supplier<Error> error)
            throws Exception {
        final TestRunner runner = running(processor, GivenRecords.of(new SimpleRecordSchema(List.of()), () -> () -> {
                    throw error.get();
                }))
                .runner();

        runner.enqueue("any");
        runner.run();

        runner.assertAllFlowFilesTransferred(FAILURE, 1);
        final MockFlowFile failed = runner.getFlowFilesForRelationship(FAILURE).getFirst();
        failed.assertContentEquals("any");
        assertTrue(
                failed.getAttribute("record.error.message").contains(" "), failed.getAttribute("record.error.message"));
        final LogMessage logged = runner.getLogger().getErrorMessages().getFirst();
        assertNotNull(logged.getThrowable(), "the log has no stack trace");
        assertEquals(error.get().getClass(), logged.getThrowable().getClass());
    }

    private static SimpleRecordSchema schema(final int fields) {
        return new SimpleRecordSchema(IntStream.range(0, fields)
                .mapToObj(i -> new RecordField("c" + i, RecordFieldType.STRING.getDataType()))
                .toList());
    }

    @Test
    void fieldsOfNestedRecordsCountToo() throws Exception {
        final RecordSchema half = schema(2_048);
        final RecordSchema nested = new SimpleRecordSchema(List.of(
                new RecordField("first", RecordFieldType.RECORD.getRecordDataType(half)),
                new RecordField(
                        "second",
                        RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.RECORD.getRecordDataType(half)))));

        assertTrue(refusal(nested).startsWith("The records have more than 4096 fields"), refusal(nested));
    }

    @Test
    void recordsWithinRecordsHaveABound() throws Exception {
        RecordSchema deep = schema(1);
        for (int depth = 2; depth <= CheckedRecordReader.MAX_DEPTH; depth++) {
            deep = new SimpleRecordSchema(
                    List.of(new RecordField("inner", RecordFieldType.RECORD.getRecordDataType(deep))));
        }
        assertEquals("", refusal(deep));
        final RecordSchema deeper = new SimpleRecordSchema(
                List.of(new RecordField("inner", RecordFieldType.RECORD.getRecordDataType(deep))));
        assertTrue(refusal(deeper).startsWith("The records are nested more than 32 deep"), refusal(deeper));
    }

    @Test
    void aSchemaThatContainsItselfIsCountedOnce() throws Exception {
        final SimpleRecordSchema own =
                new SimpleRecordSchema(org.apache.nifi.serialization.record.SchemaIdentifier.EMPTY);
        own.setSchemaName("node");
        own.setFields(List.of(new RecordField("parent", RecordFieldType.RECORD.getRecordDataType(own))));

        assertEquals("", refusal(own));
    }

    private static String refusal(final RecordSchema schema) throws Exception {
        final Supplier<Supplier<Record>> one = () -> () -> new MapRecord(schema, Map.of());
        try (RecordReader reader =
                new CheckedRecordReader(GivenRecords.of(schema, one).createRecordReader(Map.of(), null, 0, null))) {
            reader.nextRecord();
            return "";
        } catch (final MalformedRecordException e) {
            assertThrows(
                    MalformedRecordException.class,
                    () -> new CheckedRecordReader(
                                    GivenRecords.of(schema, one).createRecordReader(Map.of(), null, 0, null))
                            .getSchema());
            return e.getMessage();
        }
    }

    /** A writer that counts the records that have been read when one is written. */
    private static final class CountingWriter extends AbstractControllerService implements RecordSetWriterFactory {
        private final AtomicInteger read;
        private final AtomicInteger held = new AtomicInteger();
        private final AtomicInteger written = new AtomicInteger();

        CountingWriter(final AtomicInteger read) {
            this.read = read;
        }

        @Override
        public RecordSchema getSchema(final Map<String, String> variables, final RecordSchema readSchema) {
            return readSchema;
        }

        @Override
        public RecordSetWriter createWriter(
                final ComponentLog logger,
                final RecordSchema schema,
                final OutputStream stream,
                final Map<String, String> variables) {
            return new RecordSetWriter() {
                @Override
                public WriteResult write(final Record values) {
                    held.accumulateAndGet(read.get() - written.getAndIncrement(), Math::max);
                    return WriteResult.EMPTY;
                }

                @Override
                public WriteResult write(final org.apache.nifi.serialization.record.RecordSet records) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void beginRecordSet() {
                    // Nothing stands before the first record.
                }

                @Override
                public WriteResult finishRecordSet() {
                    return WriteResult.of(written.get(), Map.of());
                }

                @Override
                public String getMimeType() {
                    return "text/plain";
                }

                @Override
                public void flush() {
                    // Nothing is kept back.
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        }
    }

    @ParameterizedTest
    @MethodSource("batching")
    void heavyRecordsMakeASmallBatch(final Processor processor, final Object heavy) throws Exception {
        final SimpleRecordSchema schema =
                new SimpleRecordSchema(Stream.of("src_ip", "dst_ip", "protocol", "first", "heavy")
                        .map(name -> new RecordField(name, RecordFieldType.STRING.getDataType()))
                        .toList());
        final AtomicInteger read = new AtomicInteger();
        final Map<String, Object> values = new LinkedHashMap<>(Map.of(
                "src_ip", "192.0.2.1", "dst_ip", "192.0.2.2", "protocol", "6", "first", "1700000000", "heavy", heavy));
        values.putAll(Map.of("bytes_in", "10", "bytes_out", "10", "packets", "2", "duration", "1"));
        final RecordSchema whole = ExtendedSchema.of(
                schema,
                Stream.of("bytes_in", "bytes_out", "packets", "duration")
                        .map(name -> new RecordField(name, RecordFieldType.STRING.getDataType()))
                        .toList());
        final RecordRunner flows = running(
                processor,
                GivenRecords.of(whole, () -> () -> read.getAndIncrement() < 500 ? new MapRecord(whole, values) : null));
        final CountingWriter writer = new CountingWriter(read);
        flows.use(property(processor, "Record Writer"), writer);

        flows.runner().enqueue("any");
        flows.runner().run();

        assertEquals(500, writer.written.get());
        assertTrue(writer.held.get() <= 12, "held " + writer.held.get());
    }

    static Stream<Arguments> batching() {
        final List<String> many =
                new ArrayList<>(IntStream.range(0, 30_000).mapToObj(i -> "x").toList());
        return Stream.of(
                        "x".repeat(2_000_000),
                        many.toArray(),
                        new MapRecord(schema(1), Map.of("c0", many)),
                        Map.of("any", many))
                .flatMap(heavy -> Stream.of(new ScoreFlowAutoencoder(), new DetectFlowPatterns())
                        .map(processor -> Arguments.of(processor, heavy)));
    }

    @Test
    void causesAreToldInSentences() {
        assertEquals(
                "The content needs more memory than NiFi has left (Java heap space); split it, or give NiFi a larger heap",
                ErrorMessages.inWords(new OutOfMemoryError("Java heap space")));
        assertEquals("The content is nested too deep to be worked on", ErrorMessages.inWords(new StackOverflowError()));
    }
}
