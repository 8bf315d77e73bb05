package org.aegisnet.processors.history;

import java.io.IOException;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The embedded databases that are open in this NAR. Services that name the same file share one: it is opened for the first of them and closed after the
 * last. Thread-safe.
 */
final class EmbeddedDatabases {
    /** NiFi gives services nothing that they could share a database by, but the class loader of their NAR. */
    private static final EmbeddedDatabases OF_THIS_NAR = new EmbeddedDatabases();

    private final Map<DatabaseFile, Shared> databases = new HashMap<>();

    static EmbeddedDatabases ofThisNar() {
        return OF_THIS_NAR;
    }

    /**
     * Lends the database of a file, and opens it if nobody has it yet.
     *
     * @throws DatabaseUnavailableException when the database cannot be used
     */
    synchronized Lease lease(final DatabaseFile file) throws DatabaseUnavailableException {
        final DatabaseFile real;
        try {
            real = file.inExistingFolder();
        } catch (final IOException e) {
            throw new DatabaseUnavailableException(
                    "The folder of the database file %s can be neither found nor made: %s".formatted(file, e), e);
        }
        Shared shared = databases.get(real);
        if (shared == null) {
            shared = new Shared(EmbeddedDatabase.open(real));
            databases.put(real, shared);
        }
        shared.leases++;
        return new Lease(this, real, shared.database);
    }

    private synchronized void giveBack(final DatabaseFile file) {
        final Shared shared = databases.get(file);
        shared.leases--;
        if (shared.leases == 0) {
            databases.remove(file);
            shared.database.close();
        }
    }

    /** The number of open databases. */
    synchronized int size() {
        return databases.size();
    }

    /** One service's part in a database; to be closed once. */
    static final class Lease implements AutoCloseable {
        private final EmbeddedDatabases owner;
        private final DatabaseFile file;
        private final EmbeddedDatabase database;

        private Lease(final EmbeddedDatabases owner, final DatabaseFile file, final EmbeddedDatabase database) {
            this.owner = owner;
            this.file = file;
            this.database = database;
        }

        /** The file by its real path. */
        DatabaseFile file() {
            return file;
        }

        /** As {@link EmbeddedDatabase#connect}. */
        Connection connect(final Consumer<String> report) throws DatabaseUnavailableException {
            return database.connect(report);
        }

        @Override
        public void close() {
            owner.giveBack(file);
        }
    }

    private static final class Shared {
        private final EmbeddedDatabase database;
        private int leases;

        private Shared(final EmbeddedDatabase database) {
            this.database = database;
        }
    }
}
