package dev.godwit.dialect.mysql;

import static dev.godwit.dialect.mysql.MysqlCatalogFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Session;
import dev.godwit.dialect.Catalog.Storage;
import dev.godwit.dialect.ServerIdentity;
import dev.godwit.dialect.TableBindings;
import dev.godwit.dialect.TableFacts;
import dev.godwit.dialect.TableFacts.ColumnFacts;
import dev.godwit.dialect.TableFacts.ConstraintFacts;
import dev.godwit.dialect.TableFacts.IndexFacts;
import dev.godwit.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlCatalogTest {
    private final MysqlCatalog catalog = new MysqlCatalog();
    private MysqlCatalogFixture servers;
    private Session session;

    MysqlCatalogFixture start() {
        return MysqlCatalogFixture.mariadb();
    }

    @BeforeAll
    void startServer() {
        servers = start();
    }

    @AfterAll
    void stopServer() {
        servers.close();
    }

    @BeforeEach
    void open() {
        session = servers.open();
        MysqlCatalogFixture.runAll(session, MysqlSnapshotTest.SCHEMA);
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void tellsWhatTiesATableToOthers() {
        MysqlCatalogFixture.runAll(
                session,
                List.of(
                        "create table squeezed (a int, b int, primary key (a, b)) row_format = compressed",
                        "create table tied (x int, y int, constraint ties foreign key (x, y) references squeezed (a, b))"));
        TableName parent = TableName.of(MysqlCatalogFixture.database(session), "squeezed");
        TableName child = TableName.of(MysqlCatalogFixture.database(session), "tied");
        TableBindings.ForeignKey ties =
                new TableBindings.ForeignKey("ties", child, List.of("x", "y"), parent, List.of("a", "b"));
        assertThat(catalog.bindings(session, parent)).isEqualTo(new TableBindings("Compressed", List.of(ties)));
        assertThat(catalog.bindings(session, child)).isEqualTo(new TableBindings("Dynamic", List.of(ties)));
        assertThat(catalog.bindings(session, TableName.of("nowhere", "none"))).isEqualTo(TableBindings.NONE);
    }

    @Test
    void twoDatabasesOfOneServerShareItsIdentifierOnly() {
        ServerIdentity here = catalog.identity(session);
        assertThat(here.systemIdentifier()).isNotEmpty();
        assertThat(here.database()).isEqualTo(MysqlCatalogFixture.database(session));
        assertThat(here.version()).startsWith(here.majorVersion() + ".");
        assertThat(here.replica()).isFalse();
        assertThat(here.port()).isPositive();
        try (Session other = servers.open()) {
            assertThat(catalog.identity(other).systemIdentifier()).isEqualTo(here.systemIdentifier());
            assertThat(catalog.identity(other).database()).isNotEqualTo(here.database());
        }
    }

    @Test
    void aServerThatTakesNoWritesCountsAsReplica() {
        run(session, "set global read_only = 1");
        try {
            assertThat(catalog.identity(session).replica()).isTrue();
        } finally {
            run(session, "set global read_only = 0");
        }
    }

    @Test
    void describesATableWithItsKeysAndDefaults() {
        TableFacts table = catalog.table(session, TableName.of("t")).orElseThrow();
        assertThat(table.name()).isEqualTo(TableName.of(MysqlCatalogFixture.database(session), "t"));
        assertThat(table.column("id")).get().matches(ColumnFacts::notNull);
        assertThat(table.column("twice")).get().matches(ColumnFacts::generated);
        assertThat(table.column("mood"))
                .get()
                .extracting(ColumnFacts::defaultExpression)
                .isEqualTo("'ok'");
        assertThat(table.column("email").orElseThrow().defaultExpression()).isNull();
        Map<String, IndexFacts> indexes =
                table.indexes().stream().collect(Collectors.toMap(IndexFacts::name, index -> index));
        assertThat(indexes.get("PRIMARY")).matches(index -> index.primary() && index.unique() && index.plainColumns());
        assertThat(indexes.get("k").columns()).containsExactly("parent", "amount");
        assertThat(indexes.get("k").plainColumns()).as("one column descends").isFalse();
        assertThat(table.constraints())
                .extracting(ConstraintFacts::name, ConstraintFacts::kind)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("PRIMARY", "p"),
                        org.assertj.core.groups.Tuple.tuple("fk", "f"),
                        org.assertj.core.groups.Tuple.tuple("positive", "c"));
    }

    @Test
    void aPrefixIsNoWholeColumnAndAnIndexThatIsNotUsedIsNotValid() {
        run(session, "create table x (id int, n varchar(50), key plain (n), key cut (n(3)))");
        run(
                session,
                servers.family() == Family.MARIADB
                        ? "alter table x add key unused (id) ignored"
                        : "alter table x add key unused (id) invisible");
        TableFacts table = catalog.table(session, TableName.of("x")).orElseThrow();
        assertThat(table.indexes())
                .extracting(IndexFacts::name, IndexFacts::plainColumns, IndexFacts::valid)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("plain", true, true),
                        org.assertj.core.groups.Tuple.tuple("cut", false, true),
                        org.assertj.core.groups.Tuple.tuple("unused", true, false));
    }

    @Test
    void countsRowsAndBytesAndKnowsPartitionsFromTablesAndViews() {
        run(
                session,
                "insert into parent (name) with recursive n (i) as (select 1 union all select i + 1 from n where i < 900)"
                        + " select concat(i, 'x') from n");
        session.query(dev.godwit.sql.Sql.verbatim("analyze table parent"), row -> row.width());
        TableFacts parent = catalog.table(session, TableName.of("parent")).orElseThrow();
        assertThat(parent.estimatedRows()).isBetween(800L, 1_000L);
        assertThat(parent.totalBytes()).isGreaterThan(parent.bytes());
        assertThat(parent.partitioned()).isFalse();
        assertThat(catalog.table(session, TableName.of("parts"))).get().matches(TableFacts::partitioned);
        assertThat(catalog.table(session, TableName.of("v"))).isEmpty();
        assertThat(catalog.table(session, TableName.of("no_such_table"))).isEmpty();
        assertThat(catalog.table(session, TableName.of(MysqlCatalogFixture.database(session), "Odd `table")))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alter table parent add z int, algorithm = instant   | false",
                "alter table parent add key (id, name)               | false",
                "alter table parent force                            | true",
                "alter table parent modify name varchar(20) character set latin1 not null | true",
                "alter table parts rebuild partition p0              | true",
                "truncate table parts                                | true",
                "rename table parent to mother                       | false",
            })
    void aTableThatIsWrittenAnewHasAnotherPlace(String statement, boolean anew) {
        run(session, "set foreign_key_checks = 0");
        Map<Long, String> before = places();
        run(session, statement);
        boolean moved = catalog.storage(session).stream()
                .anyMatch(relation -> before.containsKey(relation.relation())
                        && !before.get(relation.relation()).equals(relation.place()));
        assertThat(moved).isEqualTo(anew);
    }

    @Test
    void namesTheTablesOfAPlaceAsSqlDoes() {
        // MySQL has no function for letters beyond ASCII in names of files.
        String odd = servers.family() == Family.MARIADB ? "Zäh-ne" : "Zah-ne";
        run(session, "create table `" + odd + "` (id int)");
        run(session, "create table godwit_ours (id int)");
        String database = MysqlCatalogFixture.database(session);
        assertThat(catalog.storage(session).stream().map(Storage::name))
                .contains(
                        TableName.of(database, "t"),
                        TableName.of(database, "parts"),
                        TableName.of(database, "Odd `table"),
                        TableName.of(database, odd))
                .doesNotContain(TableName.of(database, "godwit_ours"));
    }

    @Test
    void whoMayNotAskInnodbIsToldNoPlaces() {
        String database = MysqlCatalogFixture.database(session);
        run(session, "grant select on " + database + ".* to reader@'%'");
        try (Session other = servers.open("reader", "Reader-1", database)) {
            assertThat(catalog.storage(other)).isEmpty();
            assertThat(catalog.roles(other)).isEmpty();
        }
        assertThat(catalog.storage(session)).isNotEmpty();
        run(session, "revoke all on " + database + ".* from reader@'%'");
    }

    @Test
    void namesTheRoles() {
        run(session, "create role if not exists keeper");
        assertThat(catalog.roles(session)).contains("keeper").doesNotContain("reader");
    }

    private Map<Long, String> places() {
        List<Storage> storage = catalog.storage(session);
        return storage.stream().collect(Collectors.toMap(Storage::relation, Storage::place));
    }
}
