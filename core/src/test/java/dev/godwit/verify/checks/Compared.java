package dev.godwit.verify.checks;

import dev.godwit.db.Session;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.mysql.MysqlDialect;
import dev.godwit.dialect.mysql.MysqlUrl;
import dev.godwit.dialect.postgres.PostgresDialect;
import dev.godwit.host.Time;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresServer;
import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.Sql;
import dev.godwit.sql.StatementFacts;
import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import dev.godwit.verify.live.Snapshots;
import dev.godwit.verify.mapping.MappingFile;
import dev.godwit.verify.mapping.Pairing;
import java.io.Reader;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Two databases that a check compares. */
final class Compared implements AutoCloseable {
    final Sides sides;
    private final Session source;
    private final Session target;

    Compared(Side source, Side target) {
        this.sides = new Sides(source, target);
        this.source = source.database().open("godwit test");
        this.target = target.database().open("godwit test");
    }

    static Side postgres(PostgresServer server, String name) {
        Dialect dialect = new PostgresDialect(new NoScripts());
        server.createDatabase(name);
        ConnectionUrl url = new ConnectionUrl(
                "postgresql", server.host(), server.port(), name, server.user(), server.password(), Map.of());
        return new Side(name, dialect, dialect.database(url));
    }

    static Side mariadb(MariadbServer server, String name) {
        return mysql(server.createDatabase(name));
    }

    static Side mysql(String address) {
        Dialect dialect = new MysqlDialect(new NoScripts());
        ConnectionUrl url = MysqlUrl.parse(address, Map.of()).url();
        return new Side("mysql", dialect, dialect.database(url));
    }

    /** Statements, one per element. */
    Compared source(String... statements) {
        for (String statement : statements) {
            source.execute(Sql.verbatim(statement));
        }
        return this;
    }

    Compared target(String... statements) {
        for (String statement : statements) {
            target.execute(Sql.verbatim(statement));
        }
        return this;
    }

    Compared both(String... statements) {
        return source(statements).target(statements);
    }

    CheckReport run(Function<CheckContext, Check> check) {
        return run(check, CheckSettings.usual(42));
    }

    CheckReport run(Function<CheckContext, Check> check, CheckSettings settings) {
        return run(check, settings, scope(MappingFile.none()));
    }

    CheckReport run(Function<CheckContext, Check> check, CheckSettings settings, Scope scope) {
        return run(check, settings, scope, Time.system());
    }

    CheckReport run(Function<CheckContext, Check> check, CheckSettings settings, Scope scope, Time time) {
        Snapshots snapshots = new Snapshots(sides, false, time);
        CheckContext context = new CheckContext(snapshots, time, Duration.ofMillis(1), settings);
        return check.apply(context).run(sides, scope);
    }

    Scope scope(MappingFile mapping) {
        return Pairing.pair(mapping, sides.source(), sides.target(), List.of()).scope(100);
    }

    /** The classes of the columns that are paired. */
    List<String> meanings() {
        return Pairing.pair(MappingFile.none(), sides.source(), sides.target(), List.of()).tables().stream()
                .flatMap(mapping -> mapping.columns().stream())
                .map(column -> Objects.requireNonNull(column.source()).type().meaning() + " -> "
                        + Objects.requireNonNull(column.target()).type().meaning())
                .toList();
    }

    /** Findings and figures as text, without the name of the database. */
    static String text(CheckReport report) {
        StringBuilder text = new StringBuilder(report.check() + " " + report.verdict() + "\n");
        report.findings()
                .forEach(finding -> text.append(
                        "  " + finding.verdict() + "  " + finding.subject() + ": " + finding.what() + "\n"));
        report.figures()
                .forEach(figure -> text.append("  " + figure.subject() + "  " + figure.name() + " = " + figure.value()
                        + (figure.unit().isEmpty() ? "" : " " + figure.unit()) + "\n"));
        return text.toString();
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }

    /** A dialect's front end for scripts, which the checks do not need. */
    private static final class NoScripts implements ScriptLanguage {
        @Override
        public Iterator<ScriptStatement> split(Reader script, String source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StatementFacts classify(ScriptStatement statement) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String normalized(String script) {
            throw new UnsupportedOperationException();
        }
    }
}
