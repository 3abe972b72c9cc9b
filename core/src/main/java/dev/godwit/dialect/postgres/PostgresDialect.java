package dev.godwit.dialect.postgres;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Capability;
import dev.godwit.dialect.Catalog;
import dev.godwit.dialect.Chunks;
import dev.godwit.dialect.Comparing;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.Health;
import dev.godwit.dialect.Locks;
import dev.godwit.dialect.Samples;
import dev.godwit.dialect.Structure;
import dev.godwit.dialect.Survey;
import dev.godwit.fault.Fault;
import dev.godwit.host.Host;
import dev.godwit.sql.Quoting;
import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.io.StringReader;
import java.util.EnumSet;
import java.util.Set;
import org.postgresql.PGConnection;

/** PostgreSQL 14 and newer. Stateless; threads may share it. */
public final class PostgresDialect implements Dialect {
    /** What the application name of every session of ours begins with; health.sql knows them by it. */
    private static final String OUR_NAME = "godwit";

    private final ScriptLanguage scripts;
    private final Quoting quoting = new PostgresQuoting();
    private final Catalog catalog = new PostgresCatalog();
    private final Locks locks = new PostgresLocks();
    private final Chunks chunks = new PostgresChunks();
    private final Comparing comparing = new PostgresComparing();
    private final Health health = new PostgresHealth();
    private final Samples samples = new PostgresSamples();
    private final Structure structure = new PostgresStructure();
    private final Survey survey = new PostgresSurvey();
    private final SqlBook control = SqlBook.load(PostgresDialect.class, "control.sql");
    private final Host host;

    /** @param scripts the front end for PostgreSQL's scripts */
    public PostgresDialect(ScriptLanguage scripts) {
        this(scripts, Host.system());
    }

    /** @param host whose clock its databases wait by */
    public PostgresDialect(ScriptLanguage scripts, Host host) {
        this.scripts = scripts;
        this.host = host;
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public Quoting quoting() {
        return quoting;
    }

    @Override
    public Database database(ConnectionUrl url) {
        return new PostgresDatabase(url, host);
    }

    @Override
    public ScriptLanguage scripts() {
        return scripts;
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public Locks locks() {
        return locks;
    }

    @Override
    public Chunks chunks() {
        return chunks;
    }

    @Override
    public Comparing comparing() {
        return comparing;
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public Samples samples() {
        return samples;
    }

    @Override
    public Structure structure() {
        return structure;
    }

    @Override
    public Survey survey() {
        return survey;
    }

    @Override
    public SqlBook control() {
        return control;
    }

    @Override
    public long load(Session session, ScriptStatement statement) {
        return session.driven(
                PGConnection.class,
                driver -> driver.getCopyAPI()
                        .copyIn(statement.text(), new StringReader(String.valueOf(statement.copyData()))));
    }

    @Override
    public void reset(Session session) {
        String name = session.first(Sql.of("select current_setting('application_name')"), row -> row.text(1))
                .filter(current -> current.startsWith(OUR_NAME))
                .orElse(OUR_NAME);
        session.execute(Sql.of("reset role"));
        // RESET gives the server's defaults: no bound for a lock's wait, and no name by which our sessions are known.
        session.execute(Sql.of("reset all"));
        PostgresDatabase.setUp(session);
        session.execute(Sql.of("set application_name = {}", Sql.literal(name)));
    }

    @Override
    public Fault classify(SqlFailure failure) {
        return PostgresFaults.classify(failure);
    }
}
