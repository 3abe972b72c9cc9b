package dev.godwit.dialect.mysql;

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
import dev.godwit.dialect.OnlineDdl;
import dev.godwit.dialect.Samples;
import dev.godwit.dialect.ServerIdentity;
import dev.godwit.dialect.Structure;
import dev.godwit.dialect.Survey;
import dev.godwit.fault.Fault;
import dev.godwit.host.Host;
import dev.godwit.sql.Quoting;
import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.util.EnumSet;
import java.util.Set;
import org.mariadb.jdbc.Connection;

/** MySQL 8 and MariaDB 10.6 and newer. Stateless; threads may share it. */
public final class MysqlDialect implements Dialect {
    /** Refused to the account: a database, a table, a column, a global act, a routine. */
    private static final Set<Integer> NO_RIGHTS = Set.of(1044, 1142, 1143, 1227, 1370);

    /** No DDL in transactions, no constraint that is checked later, no tuple comparison that uses an index. */
    private static final Set<Capability> CAPABILITIES =
            EnumSet.of(Capability.CONCURRENT_INDEX, Capability.LOCK_TIMEOUT, Capability.SESSION_LOCK);

    private final ScriptLanguage scripts;
    private final Quoting quoting = new MysqlQuoting();
    private final Catalog catalog = new MysqlCatalog();
    private final Locks locks = new MysqlLocks();
    private final OnlineDdl onlineDdl = new MysqlOnlineDdl();
    private final Chunks chunks = new MysqlChunks();
    private final Comparing comparing = new MysqlComparing();
    private final Health health;
    private final Samples samples = new MysqlSamples();
    private final Structure structure = new MysqlStructure();
    private final Survey survey = new MysqlSurvey();
    private final SqlBook control;
    private final Host host;

    /** @param scripts the front end for the scripts of MySQL and MariaDB */
    public MysqlDialect(ScriptLanguage scripts) {
        this(scripts, LedgerPlace.DATABASE);
    }

    /** @param ledger where the control schema stands */
    public MysqlDialect(ScriptLanguage scripts, LedgerPlace ledger) {
        this(scripts, ledger, Host.system());
    }

    /** @param host whose clock its databases wait by */
    public MysqlDialect(ScriptLanguage scripts, LedgerPlace ledger, Host host) {
        this.scripts = scripts;
        this.host = host;
        this.control = ledger.book("control.sql");
        this.health = new MysqlHealth(ledger);
    }

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.copyOf(CAPABILITIES);
    }

    @Override
    public Quoting quoting() {
        return quoting;
    }

    @Override
    public Database database(ConnectionUrl url) {
        return new MysqlDatabase(url, host);
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
    public OnlineDdl onlineDdl() {
        return onlineDdl;
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

    /** Here {@code WITH CONSISTENT SNAPSHOT} and {@code READ WRITE} belong to the statement that begins a transaction. */
    @Override
    public Sql opening(String options) {
        return Sql.verbatim("start transaction " + options);
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
        throw new IllegalArgumentException("no statement of this dialect brings its own data");
    }

    /** The driver's reset ends temporary tables, user variables and settings, and keeps the connection and its database. */
    @Override
    public void reset(Session session) {
        session.driven(Connection.class, driver -> {
            driver.reset();
            return driver;
        });
        MysqlDatabase.setUp(session);
    }

    @Override
    public String product(ServerIdentity server) {
        MysqlVersion version = MysqlVersion.read(server.version());
        return version.server() + " " + version.numbers();
    }

    @Override
    public boolean lacksRights(SqlFailure failure) {
        return NO_RIGHTS.contains(failure.vendorCode());
    }

    @Override
    public Fault classify(SqlFailure failure) {
        return MysqlFaults.classify(failure);
    }
}
