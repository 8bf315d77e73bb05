package org.aegisnet.processors.history;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.function.Consumer;

/** A process of its own that commits row after row and prints the number of each after its commit, until it is killed. */
final class CommittingProcess {
    private CommittingProcess() {}

    static ProcessBuilder on(final Path database) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommittingProcess.class.getName(),
                        database.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    /** Begins at the file that the only argument names. */
    public static void main(final String[] arguments) throws Exception {
        final Consumer<String> quiet = loss -> {};
        final EmbeddedDatabase database = EmbeddedDatabase.open(DatabaseFile.of(arguments[0]));
        try (Connection connection = database.connect(quiet);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE counted (n BIGINT NOT NULL)");
        }
        final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (long n = 1; n < Long.MAX_VALUE; n++) {
            try (Connection connection = database.connect(quiet);
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO counted VALUES (?)")) {
                connection.setAutoCommit(false);
                insert.setLong(1, n);
                insert.executeUpdate();
                connection.commit();
            }
            out.println(n);
        }
    }
}
