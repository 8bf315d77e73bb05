package org.aegisnet.processors.record;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * The plans for the schemas that have been met last. Working out a plan costs as much as many records, and readers make a new schema object for each
 * FlowFile. Schemas are one if {@link SchemaIdentity} says so. Thread-safe.
 *
 * @param <P> the plan: the result of looking at a schema, immutable
 */
public final class SchemaCache<P> {
    private final int capacity;
    private final Function<RecordSchema, P> planner;
    private volatile List<Planned<P>> latest = List.of();

    private record Planned<P>(RecordSchema schema, P plan) {}

    /**
     * @param capacity the number of schemas whose plans are kept
     * @param planner works out a plan
     */
    public SchemaCache(final int capacity, final Function<RecordSchema, P> planner) {
        this.capacity = capacity;
        this.planner = planner;
    }

    /** The plan for a schema, the same object for the same schema while it is kept. */
    public P planFor(final RecordSchema schema) {
        for (final Planned<P> planned : latest) {
            if (SchemaIdentity.isSame(planned.schema, schema)) {
                return planned.plan;
            }
        }
        final P made = planner.apply(schema);
        keep(new Planned<>(schema, made));
        return made;
    }

    private synchronized void keep(final Planned<P> made) {
        latest = Stream.concat(Stream.of(made), latest.stream()).limit(capacity).toList();
    }

    /** A view for the records of one reader, which come with the same schema object one after the other. */
    public View<P> view() {
        return new View<>(this);
    }

    /**
     * A view that compares the fields of schemas only if the schema object is another one than before. For one thread.
     *
     * @param <P> the plan
     */
    public static final class View<P> {
        private final SchemaCache<P> cache;
        private Optional<Planned<P>> last = Optional.empty();

        private View(final SchemaCache<P> cache) {
            this.cache = cache;
        }

        /** The plan for a schema. */
        @SuppressWarnings("ReferenceEquality")
        public P planFor(final RecordSchema schema) {
            if (last.isEmpty() || last.get().schema != schema) {
                last = Optional.of(new Planned<>(schema, cache.planFor(schema)));
            }
            return last.get().plan;
        }
    }
}
