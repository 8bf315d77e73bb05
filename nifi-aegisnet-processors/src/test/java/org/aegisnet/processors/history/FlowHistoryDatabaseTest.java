package org.aegisnet.processors.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.dbcp.DBCPService;
import org.apache.nifi.processor.FlowFileFilter;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowHistoryDatabaseTest {
    private static final String TABLE =
            "CREATE TABLE IF NOT EXISTS aegisnet_flows (id BIGINT NOT NULL, duration DOUBLE PRECISION)";

    private final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
    private final FlowHistoryDatabase first = new FlowHistoryDatabase();
    private final FlowHistoryDatabase second = new FlowHistoryDatabase();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void add() throws InitializationException {
        file = folder.resolve("made/history.mv.db");
        runner.addControllerService("first", first);
        runner.addControllerService("second", second);
        runner.setProperty(first, FlowHistoryDatabase.DATABASE_FILE, file.toString());
        runner.setProperty(second, FlowHistoryDatabase.DATABASE_FILE, file.toString());
    }

    @AfterEach
    void nothingStaysOpen() {
        for (final FlowHistoryDatabase service : List.of(first, second)) {
            if (runner.isControllerServiceEnabled(service)) {
                runner.disableControllerService(service);
            }
        }
        assertEquals(0, EmbeddedDatabases.ofThisNar().size());
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread ->
                                thread.getName().contains(file.getFileName().toString())),
                "H2's threads end");
    }

    private static void execute(final DBCPService service, final String sql) throws SQLException {
        try (Connection connection = service.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(final DBCPService service, final String query) throws SQLException {
        try (Connection connection = service.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertTrue(rows.next());
            return rows.getLong(1);
        }
    }

    private static long rows(final DBCPService service) throws SQLException {
        return number(service, "SELECT COUNT(*) FROM aegisnet_flows");
    }

    private List<String> errors(final String service) {
        return runner.getControllerServiceLogger(service).getErrorMessages().stream()
                .map(LogMessage::getMsg)
                .toList();
    }

    private String enablingFails(final FlowHistoryDatabase service) {
        Throwable cause = assertThrows(Throwable.class, () -> runner.enableControllerService(service));
        final StringBuilder said = new StringBuilder();
        for (; cause != null; cause = cause.getCause()) {
            said.append(cause.getMessage()).append('\n');
        }
        return said.toString();
    }

    @Test
    void rowsAreStillThereAfterTheServiceWasDisabled() throws SQLException {
        runner.enableControllerService(first);
        execute(first, TABLE);
        execute(first, "INSERT INTO aegisnet_flows VALUES (7, 0.1234567890123)");
        runner.disableControllerService(first);
        assertThrows(ProcessException.class, first::getConnection);
        runner.enableControllerService(first);

        assertEquals(7, number(first, "SELECT id FROM aegisnet_flows WHERE duration = 0.1234567890123"));
        assertEquals(List.of(), errors("first"));
    }

    @Test
    void columnsAreNamedAsPostgresNamesThem() throws SQLException {
        runner.enableControllerService(first);
        execute(first, TABLE);
        try (Connection connection = first.getConnection();
                ResultSet columns = connection.getMetaData().getColumns(null, null, "aegisnet_flows", "%")) {
            final List<String> names = new ArrayList<>();
            while (columns.next()) {
                names.add(columns.getString("COLUMN_NAME"));
            }
            assertEquals(List.of("id", "duration"), names);
        }
    }

    @Test
    void servicesOfOneFileShareOneDatabaseUntilTheLastIsDisabled() throws Exception {
        Files.createDirectories(folder.resolve("made"));
        final Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("made"));
        runner.setProperty(
                second,
                FlowHistoryDatabase.DATABASE_FILE,
                link.resolve("../link/history.mv.db").toString());
        runner.enableControllerService(first);
        runner.enableControllerService(second);
        assertEquals(1, EmbeddedDatabases.ofThisNar().size());
        execute(first, TABLE);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            final List<Future<?>> written = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                final DBCPService service = thread % 2 == 0 ? first : second;
                final int start = thread * 1000;
                written.add(threads.submit(() -> {
                    for (int id = start; id < start + 250; id++) {
                        execute(service, "INSERT INTO aegisnet_flows (id) VALUES (" + id + ")");
                    }
                    return null;
                }));
            }
            for (final Future<?> each : written) {
                each.get();
            }
        }

        runner.disableControllerService(first);
        assertEquals(1000, rows(second));
        assertEquals(1000, number(second, "SELECT COUNT(DISTINCT id) FROM aegisnet_flows"));
        second.disable();
        second.disable();
        assertEquals(0, EmbeddedDatabases.ofThisNar().size());
    }

    @Test
    void aFileOpenInAnotherProcessIsRejectedWithASentence() throws Exception {
        runner.enableControllerService(first);
        runner.disableControllerService(first);
        final URL h2 =
                JdbcConnection.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader other = new URLClassLoader(new URL[] {h2}, ClassLoader.getPlatformClassLoader());
                Connection connection = (Connection) other.loadClass("org.h2.jdbc.JdbcConnection")
                        .getConstructor(String.class, Properties.class, String.class, Object.class, boolean.class)
                        .newInstance(
                                "jdbc:h2:" + DatabaseFile.of(file.toString()).databaseName(),
                                new Properties(),
                                "history_owner",
                                "",
                                true)) {
            assertTrue(connection.isValid(1));
            assertTrue(enablingFails(first)
                    .contains("The database file " + file.toRealPath() + " is open in another process"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE ALIAS leave FOR 'java.lang.System.exit'",
                "RUNSCRIPT FROM '/etc/passwd'",
                "SCRIPT TO 'everything.sql'",
                "BACKUP TO 'everything.zip'",
                "CREATE LINKED TABLE other('', 'jdbc:h2:mem:other', '', '', 'rows')",
                "CREATE TRIGGER leave BEFORE INSERT ON aegisnet_flows CALL 'java.lang.System'",
                "SELECT FILE_READ('/etc/passwd')",
                "SELECT * FROM CSVREAD('/etc/passwd')",
                "CALL CSVWRITE('rows.csv', 'SELECT 1')",
                "CREATE USER other PASSWORD ''",
                "ALTER USER flows ADMIN TRUE",
                "SET WRITE_DELAY 500",
                "SHUTDOWN"
            })
    void statementsReachNothingOutsideTheDatabase(final String sql) throws SQLException {
        runner.enableControllerService(first);
        execute(first, TABLE);

        assertTrue(assertThrows(SQLException.class, () -> execute(first, sql))
                .getMessage()
                .contains("Admin rights are required"));
    }

    @Test
    void anInterruptedThreadDoesNotCloseTheDatabase() throws Exception {
        runner.enableControllerService(first);
        execute(first, TABLE);
        final String many = "INSERT INTO aegisnet_flows (id) SELECT \"X\" FROM SYSTEM_RANGE(1, 2000)";
        for (int round = 0; round < 20; round++) {
            final Thread terminated = new Thread(() -> {
                Thread.currentThread().interrupt();
                try {
                    execute(first, many);
                } catch (final SQLException e) {
                    throw new IllegalStateException(e);
                }
            });

            terminated.start();
            terminated.join();
        }
        execute(first, "INSERT INTO aegisnet_flows (id) VALUES (-1)");

        assertEquals(20 * 2000 + 1, rows(first));
    }

    @Test
    void aKilledProcessLosesNoCommittedRow() throws Exception {
        Files.createDirectories(file.getParent());
        final Process process = CommittingProcess.on(file).start();
        long committed = 0;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                committed = Long.parseLong(line);
                if (committed == 300) {
                    // By its handle, which leaves the stream open: what was printed before the kill is still to be
                    // read.
                    assertTrue(process.toHandle().destroyForcibly());
                }
            }
        }
        process.waitFor();
        assertTrue(committed >= 300, "committed before the kill: " + committed);

        runner.enableControllerService(first);
        final long kept = number(first, "SELECT COUNT(*) FROM counted");
        assertEquals(kept, number(first, "SELECT COUNT(DISTINCT n) FROM counted"));
        assertEquals(kept, number(first, "SELECT MAX(n) FROM counted"));
        assertTrue(kept >= committed, kept + " rows of " + committed);
    }

    @Test
    void aFileThatIsDeletedWhileOpenIsMadeAnewAndTheLossIsSaid() throws Exception {
        runner.enableControllerService(first);
        execute(first, TABLE);
        execute(first, "INSERT INTO aegisnet_flows (id) VALUES (1)");
        Files.delete(file);

        execute(first, TABLE);
        assertEquals(0, rows(first));
        execute(first, "INSERT INTO aegisnet_flows (id) VALUES (2)");
        assertEquals(1, errors("first").size());
        assertTrue(
                errors("first")
                        .getFirst()
                        .contains("The database file " + file.toRealPath()
                                + " was deleted while it was open: its rows are lost. A new, empty one has been made"),
                errors("first").getFirst());
        runner.disableControllerService(first);
        runner.enableControllerService(first);
        assertEquals(1, rows(first));
        assertEquals(1, errors("first").size());
    }

    @Test
    void aFolderThatIsReplacedWhileOpenIsNoticedAndWhatIsThereNowIsUsed() throws Exception {
        runner.enableControllerService(first);
        execute(first, TABLE);
        runner.disableControllerService(first);
        final Path backup = Files.copy(file, folder.resolve("backup"));
        runner.enableControllerService(first);
        execute(first, "INSERT INTO aegisnet_flows (id) VALUES (1)");
        Files.move(file.getParent(), folder.resolve("moved"));
        Files.createDirectories(file.getParent());
        Files.copy(backup, file);

        assertEquals(0, rows(first));
        assertTrue(
                errors("first").getFirst().contains("was replaced while it was open"),
                errors("first").toString());
        runner.disableControllerService(first);
        runner.setProperty(
                second,
                FlowHistoryDatabase.DATABASE_FILE,
                folder.resolve("moved/history.mv.db").toString());
        runner.enableControllerService(second);
        assertEquals(1, rows(second), "the former file is still whole");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileThatIsGoneAtTheNextStartIsMadeAnewAndTheLossIsSaid(final boolean emptied) throws Exception {
        runner.enableControllerService(first);
        execute(first, TABLE);
        runner.disableControllerService(first);
        assertEquals(List.of(), errors("first"));
        Files.delete(file);
        if (emptied) {
            Files.createFile(file);
        }
        runner.enableControllerService(first);

        execute(first, TABLE);
        assertEquals(0, rows(first));
        final LogMessage said =
                runner.getControllerServiceLogger("first").getErrorMessages().getFirst();
        assertTrue(said.getMsg().contains("was there when this service was enabled last, and is gone"), said.getMsg());
    }

    @Test
    void aFileThatHoldsNoHistoryIsLeftAsItIs() throws IOException {
        final byte[] content = ("SQLite format 3\0" + "x".repeat(20_000)).getBytes(StandardCharsets.US_ASCII);
        Files.createDirectories(file.getParent());
        Files.write(file, content);

        final String said = enablingFails(first);
        assertTrue(said.contains("The database file " + file.toRealPath() + " cannot be used as a history"), said);
        assertEquals(content.length, Files.size(file));
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(folder.resolve("made"), "a file where the folder should be");

        final String said = enablingFails(first);
        assertTrue(said.contains("The folder of the database file " + file + " can be neither found nor made"), said);
    }

    @Test
    void aFileThatCannotBeOpenedIsNamed() throws IOException {
        Files.createDirectories(file);

        final String said = enablingFails(first);
        assertTrue(said.contains("The database file " + file.toRealPath() + " cannot be"), said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history.db",
                ".mv.db",
                "made/.mv.db",
                "history;INIT=RUNSCRIPT FROM 'x.sql';.mv.db",
                "history\nother.mv.db",
                "history\u0000.mv.db"
            })
    void invalidPathsAreRejected(final String path) {
        runner.setProperty(first, FlowHistoryDatabase.DATABASE_FILE, path);

        runner.assertNotValid(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a file.mv.db", "nio:mem:x.mv.db", "~/x.mv.db", "é'\"%20?.mv.db"})
    void everyOtherNameIsThatOfAFile(final String name) throws Exception {
        final Path odd = folder.resolve(name);
        runner.setProperty(first, FlowHistoryDatabase.DATABASE_FILE, odd.toString());
        runner.enableControllerService(first);
        execute(first, TABLE);

        assertTrue(Files.size(odd) > 0);
        try (Stream<Path> entries = Files.list(odd.getParent())) {
            assertEquals(List.of(odd), entries.toList());
        }
    }

    @Test
    void aPoolTakesThePlaceOfTheFile() throws Exception {
        final Pool pool = new Pool();
        runner.addControllerService("pool", pool);
        runner.enableControllerService(pool);
        runner.setProperty(first, FlowHistoryDatabase.CONNECTION_POOL, "pool");
        runner.enableControllerService(first);
        try (Connection connection = first.getConnection(Map.of("database", "other"))) {
            assertTrue(connection.getMetaData().getURL().contains("mem:other"));
        }

        assertEquals(pool.getFlowFileFilter(), first.getFlowFileFilter());
        assertFalse(Files.exists(file));
        runner.disableControllerService(first);
        runner.setProperty(first, FlowHistoryDatabase.CONNECTION_POOL, "first");
        runner.assertNotValid(first);
    }

    /** As DBCPConnectionPoolLookup chooses a database by an attribute. */
    private static final class Pool extends AbstractControllerService implements DBCPService {
        private final FlowFileFilter filter = flowFile -> FlowFileFilter.FlowFileFilterResult.ACCEPT_AND_CONTINUE;

        @Override
        public Connection getConnection() {
            return getConnection(Map.of());
        }

        @Override
        public Connection getConnection(final Map<String, String> attributes) {
            try {
                return new JdbcConnection(
                        "jdbc:h2:mem:" + attributes.get("database"), new Properties(), "owner", "", false);
            } catch (final SQLException e) {
                throw new ProcessException(e);
            }
        }

        @Override
        public FlowFileFilter getFlowFileFilter() {
            return filter;
        }
    }
}
