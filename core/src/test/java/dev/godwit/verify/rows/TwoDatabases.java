package dev.godwit.verify.rows;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.dialect.ConnectionUrl;
import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.dialect.postgres.PostgresDialect;
import dev.godwit.model.KeyInterval;
import dev.godwit.model.TableName;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import dev.godwit.sql.Sql;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import java.util.Map;

/** Two databases whose rows are compared. */
final class TwoDatabases implements AutoCloseable {
    final Sides sides;
    final Session source;
    final Session target;

    TwoDatabases(Side source, Side target) {
        this.sides = new Sides(source, target);
        this.source = source.database().open("godwit test");
        this.target = target.database().open("godwit test");
    }

    static PostgresServer server() {
        return PostgresServer.start(PostgresOptions.defaults());
    }

    /** Two new databases of one server. */
    static TwoDatabases in(PostgresServer server, String name) {
        return new TwoDatabases(postgres(server, name + "_source"), postgres(server, name + "_target"));
    }

    static Side postgres(PostgresServer server, String name) {
        Dialect dialect = new PostgresDialect(new NoScripts());
        server.createDatabase(name);
        Database database = dialect.database(new ConnectionUrl(
                "postgresql", server.host(), server.port(), name, server.user(), server.password(), Map.of()));
        return new Side(name, dialect, database);
    }

    void both(String statements) {
        source(statements);
        target(statements);
    }

    void source(String statements) {
        source.execute(Sql.verbatim(statements));
    }

    void target(String statements) {
        target.execute(Sql.verbatim(statements));
    }

    static TableRules rules(String table) {
        return TableRules.of(TableName.of(table), TableName.of(table));
    }

    Mapping pair(TableRules rules) {
        return TablePairing.pair(
                rules,
                new TablePairing.Described(source, sides.source().dialect().comparing()),
                new TablePairing.Described(target, sides.target().dialect().comparing()));
    }

    TableResult compare(String table) {
        return compare(rules(table), RowLimits.usual(100));
    }

    TableResult compare(TableRules rules, RowLimits limits) {
        Mapping mapping = pair(rules);
        try (SnapshotReader left = snapshot(sides.source());
                SnapshotReader right = snapshot(sides.target())) {
            return mapping.keyColumns() == 0
                    ? new BagComparison(mapping, limits).compare(left, right)
                    : new RowComparison(mapping, limits)
                            .walk(left, right, KeyInterval.everything(), ChunkListener.none());
        }
    }

    static SnapshotReader snapshot(Side side) {
        return side.dialect().comparing().snapshot(side.database(), "godwit test");
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
