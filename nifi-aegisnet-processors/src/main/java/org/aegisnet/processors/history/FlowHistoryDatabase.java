package org.aegisnet.processors.history;

import java.io.IOException;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.processors.record.PropertyValidators;
import org.apache.nifi.annotation.behavior.Restricted;
import org.apache.nifi.annotation.behavior.Restriction;
import org.apache.nifi.annotation.behavior.Stateful;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnDisabled;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.annotation.lifecycle.OnShutdown;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.RequiredPermission;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.dbcp.DBCPService;
import org.apache.nifi.processor.FlowFileFilter;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.reporting.InitializationException;

/** Connections to the history's database: an embedded one in a file, or that of a connection pool. Thread-safe. */
@Tags({"network", "flow", "history", "database", "embedded", "h2", "jdbc", "sql", "audit"})
@CapabilityDescription(
        "Connects processors such as PutDatabaseRecord and ExecuteSQLRecord to the history of scored flows. "
                + "As delivered the history is an embedded database in a file, and needs neither a server nor a "
                + "driver. Services of one NiFi that name the same file share it. If Connection Pool is set, "
                + "connections are those of that pool, for example to PostgreSQL.")
@SeeAlso(
        classNames = {
            "org.apache.nifi.dbcp.DBCPConnectionPool",
            "org.apache.nifi.processors.standard.PutDatabaseRecord",
            "org.apache.nifi.processors.standard.ExecuteSQLRecord"
        })
@Restricted(
        restrictions =
                @Restriction(
                        requiredPermission = RequiredPermission.WRITE_FILESYSTEM,
                        explanation = "Makes the database file, and its folder, at any path that NiFi may write to"))
@Stateful(
        scopes = Scope.LOCAL,
        description =
                "The path of the database file that was open last, so that a file that is gone at the next start is noticed")
public class FlowHistoryDatabase extends AbstractControllerService implements DBCPService {

    static final PropertyDescriptor CONNECTION_POOL = new PropertyDescriptor.Builder()
            .name("Connection Pool")
            .description(
                    "A service that connects to a database of your own, for example PostgreSQL. If it is empty, the history is an "
                            + "embedded database in the Database File")
            .identifiesControllerService(DBCPService.class)
            .required(false)
            .build();

    static final PropertyDescriptor DATABASE_FILE = new PropertyDescriptor.Builder()
            .name("Database File")
            .description(
                    "The file of the embedded database; its name ends with .mv.db. A relative path starts at the folder that NiFi "
                            + "runs in. The file and its folder are created if they are missing. Not used if Connection Pool is set")
            .required(true)
            .defaultValue("aegisnet/history.mv.db")
            .addValidator(PropertyValidators.parsedBy(DatabaseFile::of))
            .build();

    private static final String LAST_FILE = "database.file";

    private volatile Optional<DBCPService> pool = Optional.empty();
    private volatile Optional<EmbeddedDatabases.Lease> embedded = Optional.empty();

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(CONNECTION_POOL, DATABASE_FILE);
    }

    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext context) {
        if (!getIdentifier().equals(context.getProperty(CONNECTION_POOL).getValue())) {
            return List.of();
        }
        return List.of(new ValidationResult.Builder()
                .subject(CONNECTION_POOL.getName())
                .valid(false)
                .explanation("a service cannot be its own pool: choose a DBCPConnectionPool, or leave it empty")
                .build());
    }

    /**
     * Opens the embedded database, or takes the pool.
     *
     * @throws InitializationException when the database cannot be used; NiFi tries again then
     */
    @OnEnabled
    public void enable(final ConfigurationContext context) throws InitializationException {
        if (context.getProperty(CONNECTION_POOL).isSet()) {
            pool = Optional.of(context.getProperty(CONNECTION_POOL).asControllerService(DBCPService.class));
            return;
        }
        try {
            open(DatabaseFile.of(context.getProperty(DATABASE_FILE).getValue()));
        } catch (final DatabaseUnavailableException e) {
            throw new InitializationException(e.getMessage(), e);
        }
    }

    /** Lets go of the database; the last service of a file closes it. */
    @OnDisabled
    @OnShutdown
    public synchronized void disable() {
        pool = Optional.empty();
        embedded.ifPresent(EmbeddedDatabases.Lease::close);
        embedded = Optional.empty();
    }

    private synchronized void open(final DatabaseFile file) throws DatabaseUnavailableException {
        final boolean wasThere = isThere(file);
        final EmbeddedDatabases.Lease lease = EmbeddedDatabases.ofThisNar().lease(file);
        embedded = Optional.of(lease);
        final String path = lease.file().toString();
        try {
            if (!wasThere && path.equals(getStateManager().getState(Scope.LOCAL).get(LAST_FILE))) {
                getLogger()
                        .error(
                                "The database file {} was there when this service was enabled last, and is gone: its rows are lost. A new, empty one has"
                                        + " been made; to restore a backup, disable this service first",
                                path);
            }
            getStateManager().setState(Map.of(LAST_FILE, path), Scope.LOCAL);
        } catch (final IOException e) {
            getLogger()
                    .warn(
                            "NiFi's local state cannot be read or written, so that the loss of the database file {} would go unnoticed: {}",
                            path,
                            e.getMessage());
        }
    }

    private static boolean isThere(final DatabaseFile file) {
        try {
            return FileIdentity.of(file.path()).present();
        } catch (final IOException e) {
            // Opening it says what is wrong.
            return true;
        }
    }

    @Override
    public Connection getConnection() {
        return getConnection(Map.of());
    }

    @Override
    public Connection getConnection(final Map<String, String> attributes) {
        final Optional<DBCPService> current = pool;
        if (current.isPresent()) {
            return current.get().getConnection(attributes);
        }
        final EmbeddedDatabases.Lease lease = embedded.orElseThrow(
                () -> new ProcessException("The history's database is not enabled: enable the service"));
        try {
            return lease.connect(loss -> getLogger().error(loss));
        } catch (final DatabaseUnavailableException e) {
            throw new ProcessException(e.getMessage(), e);
        }
    }

    @Override
    public FlowFileFilter getFlowFileFilter() {
        return pool.map(DBCPService::getFlowFileFilter).orElse(null);
    }

    @Override
    public FlowFileFilter getFlowFileFilter(final int batchSize) {
        return pool.map(service -> service.getFlowFileFilter(batchSize)).orElse(null);
    }
}
