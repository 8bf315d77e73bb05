package org.aegisnet.processors.history;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.Consumer;
import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcConnection;

/**
 * An H2 database that is open in this JVM. A connection of its owner keeps it open. All others are made for a user without administrator's rights, who can
 * neither read files nor run Java code by a statement. Thread-safe.
 *
 * <p>Three settings matter. {@code async:} keeps the file open if NiFi interrupts a thread, as Terminate does; H2's default closes it then.
 * {@code WRITE_DELAY=0} writes each transaction before its commit returns, so that a killed NiFi loses none. {@code DATABASE_TO_LOWER} gives columns the
 * names that PostgreSQL gives them.
 */
final class EmbeddedDatabase {
    private static final String OWNER = "history_owner";
    private static final String USER = "flows";
    private static final String SCHEMA = "history";
    /** The permissions of the file protect the database; a password would not add protection. */
    private static final String NO_PASSWORD = "";

    private static final String OWNERS_SETTINGS =
            ";DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE";
    private static final String USERS_SETTINGS = ";DATABASE_TO_LOWER=TRUE;LOCK_TIMEOUT=10000;SCHEMA=" + SCHEMA;

    private final DatabaseFile file;
    private Connection keeper;
    private FileIdentity identity;

    private EmbeddedDatabase(final DatabaseFile file, final Connection keeper, final FileIdentity identity) {
        this.file = file;
        this.keeper = keeper;
        this.identity = identity;
    }

    /**
     * Opens the database of a file, and makes it if it is missing.
     *
     * @throws DatabaseUnavailableException when another process has it open, or it cannot be read or written
     */
    static EmbeddedDatabase open(final DatabaseFile file) throws DatabaseUnavailableException {
        final Connection keeper = openAsOwner(file);
        try {
            return new EmbeddedDatabase(file, keeper, FileIdentity.of(file.path()));
        } catch (final IOException e) {
            close(keeper, "SHUTDOWN");
            throw unavailable(file, e);
        }
    }

    /**
     * Connects to the database; opens it anew if its file was deleted or replaced, or an error has closed it.
     *
     * @param report told when the file was deleted or replaced, in a sentence
     * @return a connection that the caller closes
     */
    synchronized Connection connect(final Consumer<String> report) throws DatabaseUnavailableException {
        try {
            final FileIdentity now = FileIdentity.of(file.path());
            if (!now.equals(identity)) {
                // Nothing may be written on the way: the path may lead to another database by now.
                close(keeper, "SHUTDOWN IMMEDIATELY");
                openAgain();
                report.accept(loss(now));
            } else if (keeper.isClosed()) {
                openAgain();
            }
            return new JdbcConnection(url(file) + USERS_SETTINGS, new Properties(), USER, NO_PASSWORD, true);
        } catch (final SQLException | IOException e) {
            throw unavailable(file, e);
        }
    }

    /** Writes what is left to write, and closes the file; connections that are still open end with an error. */
    synchronized void close() {
        close(keeper, "SHUTDOWN");
    }

    private void openAgain() throws DatabaseUnavailableException, IOException {
        file.inExistingFolder();
        keeper = openAsOwner(file);
        identity = FileIdentity.of(file.path());
    }

    private String loss(final FileIdentity now) {
        return now.present()
                ? ("The database file %s was replaced while it was open: rows that only the former file held are lost. The file that is there now is"
                                + " used; disable this service before you replace it")
                        .formatted(file)
                : ("The database file %s was deleted while it was open: its rows are lost. A new, empty one has been made; to restore a backup, disable"
                                + " this service first")
                        .formatted(file);
    }

    private static Connection openAsOwner(final DatabaseFile file) throws DatabaseUnavailableException {
        try {
            // Not by DriverManager, which would hold this NAR's class loader for as long as NiFi runs.
            final Connection owner =
                    new JdbcConnection(url(file) + OWNERS_SETTINGS, new Properties(), OWNER, NO_PASSWORD, false);
            try (Statement statement = owner.createStatement()) {
                statement.execute("CREATE USER IF NOT EXISTS " + USER + " PASSWORD ''");
                statement.execute("CREATE SCHEMA IF NOT EXISTS " + SCHEMA + " AUTHORIZATION " + USER);
            } catch (final SQLException e) {
                close(owner, "SHUTDOWN IMMEDIATELY");
                throw e;
            }
            return owner;
        } catch (final SQLException e) {
            throw unavailable(file, e);
        }
    }

    private static String url(final DatabaseFile file) {
        return "jdbc:h2:async:" + file.databaseName();
    }

    private static void close(final Connection keeper, final String how) {
        try (keeper;
                Statement statement = keeper.createStatement()) {
            statement.execute(how);
        } catch (final SQLException e) {
            // A database that an error has closed already has nothing left to close.
            return;
        }
    }

    private static DatabaseUnavailableException unavailable(final DatabaseFile file, final Exception cause) {
        final int code = cause instanceof final SQLException sql ? sql.getErrorCode() : ErrorCode.IO_EXCEPTION_1;
        final String advice = switch (code) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                "The database file %s is open in another process, or in another version of this NAR. Stop the NiFi or the program that uses"
                        + " it, or name another Database File (%s)";
            case ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2 ->
                "The database file %s cannot be opened: NiFi needs the right to write it and its folder, and room on the disk (%s)";
            default ->
                "The database file %s cannot be used as a history. Restore it from a backup, or move it away, and an empty one is made (%s)";
        };
        return new DatabaseUnavailableException(
                advice.formatted(
                        file,
                        String.valueOf(cause.getMessage()).lines().findFirst().orElse("")),
                cause);
    }
}
