package org.aegisnet.processors.queue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.TerminatedTaskException;
import org.apache.nifi.processor.io.OutputStreamCallback;

/**
 * Rules of the FlowFile that carries a processor's waiting data in its incoming queue: how it is marked, chosen, read and put back. The content
 * belongs to the processor's codec. Immutable and thread-safe.
 */
public final class CarrierFlowFile {
    private static final String RECORD_COUNT = "record.count";

    private static final Set<String> OF_ONE_FLOW_FILE = Set.of(
            CoreAttributes.UUID.key(),
            CoreAttributes.FILENAME.key(),
            CoreAttributes.PATH.key(),
            CoreAttributes.MIME_TYPE.key(),
            RECORD_COUNT);

    private final String mark;
    private final Set<String> marks;
    private final String mimeType;

    /**
     * @param mark the attribute by which the carrier is known; only a carrier has it
     * @param otherMarks further attributes that describe the waiting data
     * @param mimeType of the content
     */
    public CarrierFlowFile(final String mark, final Set<String> otherMarks, final String mimeType) {
        final Set<String> all = new HashSet<>(otherMarks);
        all.add(mark);
        this.mark = mark;
        this.marks = Set.copyOf(all);
        this.mimeType = mimeType;
    }

    /** Reader of the content of one carrier. */
    @FunctionalInterface
    public interface ContentReader {
        /**
         * Reads to the end.
         *
         * @throws IOException if the content is damaged, or something else
         */
        void read(InputStream stream) throws IOException;
    }

    /** The attributes that only a carrier has. */
    public Set<String> marks() {
        return marks;
    }

    /**
     * Takes FlowFiles out of the queue: all carriers, and new FlowFiles up to a limit.
     *
     * @param most the largest number of new FlowFiles to take
     * @param mostBytes if the new FlowFiles together hold this many bytes, no further one is taken
     */
    public QueuedBatch take(final ProcessSession session, final int most, final long mostBytes) {
        return QueuedBatch.take(session, mark, most, mostBytes);
    }

    /**
     * Reads the waiting data. A carrier that cannot be read loses its marks, so that it is not taken for one if somebody sends it here again.
     *
     * @param carriers the FlowFiles that a batch holds of them
     * @param reader of each; what it read of a carrier before it failed must not count
     * @param unreadable gets the other carriers, without marks, with the exception or error
     * @return the carriers that could be read
     */
    public List<FlowFile> restore(
            final ProcessSession session,
            final List<FlowFile> carriers,
            final ContentReader reader,
            final BiConsumer<FlowFile, Throwable> unreadable) {
        final List<FlowFile> readable = new ArrayList<>();
        for (final FlowFile carrier : carriers) {
            try (InputStream stream = session.read(carrier)) {
                reader.read(stream);
                readable.add(carrier);
            } catch (final FlowFileAccessException | TerminatedTaskException e) {
                throw e;
            } catch (final IOException | RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError e) {
                unreadable.accept(withoutMarks(session, carrier), e);
            }
        }
        return readable;
    }

    /** A FlowFile that is no longer taken for a carrier. */
    public FlowFile withoutMarks(final ProcessSession session, final FlowFile flowFile) {
        return session.removeAllAttributes(flowFile, marks);
    }

    /**
     * The attributes that FlowFiles have in common, without marks and without those that every FlowFile has for itself.
     *
     * @param flowFiles at least one
     */
    public Map<String, String> common(final List<FlowFile> flowFiles) {
        final Map<String, String> common =
                new LinkedHashMap<>(flowFiles.getFirst().getAttributes());
        for (final FlowFile flowFile : flowFiles) {
            common.entrySet().removeIf(entry -> !entry.getValue().equals(flowFile.getAttribute(entry.getKey())));
        }
        common.keySet().removeAll(OF_ONE_FLOW_FILE);
        common.keySet().removeAll(marks);
        return common;
    }

    /**
     * Chooses the FlowFile that will carry the waiting data: the newest, because it is the last to expire if the user has set an expiration. The
     * others are removed. A new FlowFile could not go into the queue, because NiFi puts back only FlowFiles that came from the queue.
     *
     * @param flowFiles in the order in which they were taken, at least one
     * @param attributes the attributes that it keeps and gets, besides those that every FlowFile has for itself
     */
    public FlowFile choose(
            final ProcessSession session, final List<FlowFile> flowFiles, final Map<String, String> attributes) {
        session.remove(flowFiles.subList(0, flowFiles.size() - 1));
        final FlowFile newest = flowFiles.getLast();
        final Set<String> others = new LinkedHashSet<>(newest.getAttributes().keySet());
        others.removeAll(attributes.keySet());
        others.removeAll(OF_ONE_FLOW_FILE);
        others.add(RECORD_COUNT);
        return session.putAllAttributes(session.removeAllAttributes(newest, others), attributes);
    }

    /**
     * Writes the waiting data into the chosen FlowFile and puts it back into the queue.
     *
     * @param values of all marks
     * @param content writes the waiting data
     */
    public void putBack(
            final ProcessSession session,
            final FlowFile chosen,
            final Map<String, String> values,
            final OutputStreamCallback content) {
        if (!values.keySet().equals(marks)) {
            throw new IllegalArgumentException("The marks are %s, not %s".formatted(marks, values.keySet()));
        }
        final Map<String, String> attributes = new LinkedHashMap<>(values);
        attributes.put(CoreAttributes.MIME_TYPE.key(), mimeType);
        session.transfer(session.write(session.putAllAttributes(chosen, attributes), content), Relationship.SELF);
    }
}
