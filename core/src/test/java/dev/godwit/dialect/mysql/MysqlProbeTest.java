package dev.godwit.dialect.mysql;

import static dev.godwit.dialect.mysql.MysqlCatalogFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Session;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.dialect.CatalogSnapshot;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.mysql.MysqlScripts;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlProbeTest {
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
        session = openPrepared();
    }

    private Session openPrepared() {
        Session session = servers.open();
        run(session, "create table other (id int primary key)");
        run(
                session,
                "create table t (id int primary key, email varchar(50), amount decimal(9,2), to_drop int, key extra (amount))");
        run(session, "create table loose (id int)");
        run(
                session,
                "create table parts (id int) partition by range (id) (partition p0 values less than (10),"
                        + " partition p1 values less than (20))");
        run(session, "alter table t add constraint positive check (amount > -9)");
        run(session, "create view seen as select id from t");
        run(session, "insert into t values (1, 'a', 1, 1), (2, 'a', 2, 2)");
        run(session, "insert into other values (1), (2)");
        return session;
    }

    @AfterEach
    void close() {
        session.close();
    }

    /**
     * @param statement what is in doubt
     * @param wrong what somebody else may have done under the same name; null where there is no such thing
     */
    record Case(String statement, @Nullable String wrong) {
        @Override
        public String toString() {
            return statement;
        }
    }

    static Stream<Case> statements() {
        return Stream.of(columns(), constraintsAndIndexes(), tables(), code(), drops())
                .flatMap(List::stream);
    }

    private static List<Case> columns() {
        return List.of(
                new Case(
                        "alter table t add column age int not null default 5",
                        "alter table t add age bigint not null default 5"),
                new Case(
                        "alter table t add column age int not null default 5",
                        "alter table t add age int not null default 6"),
                new Case("alter table t add age int comment 'x'", "alter table t add age int comment 'y'"),
                new Case(
                        "alter table t add column name varchar(9) character set latin1",
                        "alter table t add column name varchar(9)"),
                new Case(
                        "alter table t add at timestamp null default null on update current_timestamp",
                        "alter table t add at timestamp null default null"),
                new Case(
                        "alter table t add column at datetime(3) default current_timestamp(3) after id",
                        "alter table t add column at datetime default current_timestamp"),
                new Case(
                        "alter table t add twice decimal(9,2) as (amount * 2) stored",
                        "alter table t add twice decimal(9,2)"),
                new Case("alter table loose add n int auto_increment primary key first", "alter table loose add n int"),
                new Case("alter table t drop column to_drop", null),
                new Case("alter table t drop to_drop, drop key extra", "alter table t drop to_drop"),
                new Case("alter table t rename column email to mail", "alter table t add mail text"),
                new Case("alter table t modify email varchar(60)", null),
                new Case("alter table t modify email varchar(50) collate utf8mb4_bin", null),
                new Case("alter table t modify amount decimal(9,2) not null default 1 comment 'x'", null),
                new Case("alter table t change to_drop kept bigint unsigned", "alter table t add kept int"),
                new Case("alter table t change id id bigint", null),
                new Case("alter table t alter amount set default 7.5", null),
                new Case(
                        "alter table t add a int, modify id int, comment 'x', algorithm = copy",
                        "alter table t add a bigint"));
    }

    private static List<Case> constraintsAndIndexes() {
        return List.of(
                new Case(
                        "alter table t add constraint c check (amount > 0)",
                        "alter table t add constraint c check (amount > -1)"),
                new Case("alter table t add unique key u (amount)", "alter table t add key u (amount)"),
                new Case("alter table t add unique (amount)", null),
                new Case("alter table loose add primary key (id)", null),
                new Case("alter table t drop primary key, add primary key (id, amount)", null),
                new Case("alter table t drop key extra, add key extra (amount, id)", null),
                new Case(
                        "alter table t add constraint f foreign key (to_drop) references other (id)",
                        "alter table t add constraint f foreign key (id) references other (id)"),
                new Case("alter table t drop constraint positive", null),
                new Case("create index i on t (email(10), amount desc)", "create index i on t (email, amount)"),
                new Case(
                        "CREATE /* why */ UNIQUE INDEX `i` # it\n ON t (id, amount) ALGORITHM = INPLACE LOCK = NONE",
                        "create unique index i on t (amount, id)"),
                new Case("create index i using btree on t (amount)", null),
                new Case(
                        "alter table t add index i (amount desc, id)", "alter table t add unique index i (amount, id)"),
                new Case("create fulltext index i on t (email)", "create index i on t (email)"),
                new Case("alter table t add index (amount, id)", null),
                new Case("alter table t rename index extra to other_name", "alter table t add index other_name (id)"),
                new Case("drop index extra on t", null),
                new Case(
                        "alter table parts add partition (partition p2 values less than (30), partition p3 values less than (40))",
                        "alter table parts add partition (partition p2 values less than (30))"),
                new Case("alter table parts drop partition p1", null));
    }

    private static List<Case> tables() {
        String plain =
                "create table n (id int auto_increment primary key, e varchar(9) unique, a decimal(5,1) check (a > 0),"
                        + " j json, key (a)) engine = innodb comment 'n'";
        String withKey = "create table n (id int primary key, o int, key k (o), foreign key (o) references other (id)"
                + " on delete cascade)";
        return List.of(
                new Case(plain, plain.replace("comment 'n'", "comment 'm'")),
                new Case(plain, plain.replace("e varchar(9) unique", "e varchar(9)")),
                new Case(plain, "create view n as select 1"),
                new Case("create table n like t", "create table n (id int)"),
                new Case(withKey, withKey.replace(" on delete cascade", "")),
                new Case(withKey, withKey.replace("o int", "o int not null")),
                new Case("rename table other to another", "create table another (id int)"),
                new Case("rename table loose to loose_2, other to another", "rename table loose to loose_2"),
                new Case("create database godwit_probe_1", null));
    }

    private static List<Case> code() {
        String view = "create algorithm = merge view w (a) as select id from t where amount > 1";
        String trigger = "create trigger tr before insert on t for each row begin set new.amount = 1; end";
        String procedure = "create procedure p(in a int, b varchar(9))\n comment 'x'\nbegin\n select a;\n end";
        String event = "create event e on schedule every 1 day do delete from t where id < 0";
        String function = "create function f(a int) returns int deterministic return a + 1";
        return List.of(
                new Case(view, view.replace("amount > 1", "amount > 2")),
                new Case(view, view.replace("w (a)", "w (b)")),
                new Case("alter view seen as select email from t", null),
                new Case(trigger, trigger.replace("= 1", "= 2")),
                new Case(trigger, trigger.replace("insert", "update")),
                new Case(procedure, procedure.replace("select a", "select b")),
                new Case(procedure, procedure.replace("b varchar(9)", "b varchar(8)")),
                new Case(function, function.replace("+ 1", "+ 2")),
                new Case(event, event.replace("1 day", "2 day")));
    }

    private static List<Case> drops() {
        return List.of(
                new Case("drop table other", null),
                new Case("drop table other, loose", "drop table other"),
                new Case("drop view seen", null));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void tellsDoneFromNotDoneAndFromSomethingElse(Case test) {
        assertThat(probe(test)).isInstanceOf(Probe.NotDone.class);
        if (test.wrong() != null) {
            try (Session other = openPrepared()) {
                run(other, test.wrong());
                assertThat(probe(other, test.statement())).as(test.wrong()).isInstanceOf(Probe.Differs.class);
            }
        }
        run(session, test.statement());
        assertThat(probe(test)).isInstanceOf(Probe.Done.class);
    }

    @Test
    void lookingChangesNothingAndEndsNoTransaction() {
        CatalogSnapshot before = catalog.snapshot(session);
        run(session, "begin");
        run(session, "insert into loose values (5)");
        statements().filter(test -> !test.statement().contains(" view ")).forEach(this::probe);
        run(session, "rollback");
        assertThat(session.first(dev.godwit.sql.Sql.of("select count(*) from loose"), row -> row.number(1)))
                .contains(0L);
        assertThat(before.differences(catalog.snapshot(session))).isEmpty();
    }

    @Test
    void replacingSomethingElseIsNotDoneAndMayBeRunAgain() {
        Case view = new Case("create or replace view seen as select id, email from t", null);
        assertThat(probe(view)).isInstanceOf(Probe.NotDone.class);
        run(session, view.statement());
        assertThat(probe(view)).isInstanceOf(Probe.Done.class);
    }

    @Test
    void partsOfAStatementThatDisagreeMeanSomethingElse() {
        run(session, "alter table t add a int");
        Case both = new Case("alter table t add a int, add b int, add index ab (a, b)", null);
        assertThat(probe(both)).isInstanceOf(Probe.Differs.class);
        run(session, "alter table t add b int, add index ab (a, b)");
        assertThat(probe(both)).isInstanceOf(Probe.Done.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table t engine = innodb",
                "alter table t force",
                "alter table t convert to character set utf8mb4",
                "optimize table t",
                "alter table t modify id int, engine = innodb",
                "set session sql_mode = ''"
            })
    void whatMayBeRepeatedIsNotDone(String statement) {
        assertThat(probe(new Case(statement, null))).isInstanceOf(Probe.NotDone.class);
        session.query(dev.godwit.sql.Sql.verbatim(statement), row -> row.width());
        assertThat(probe(new Case(statement, null))).isInstanceOf(Probe.NotDone.class);
    }

    @Test
    void aStatementThatStillRunsInTheServerIsInDoubt() throws Exception {
        Case add = new Case("alter table t add late int", null);
        String database = MysqlCatalogFixture.database(session);
        try (Session holder = servers.openAgain(database);
                Session waiter = servers.openAgain(database)) {
            run(waiter, "set lock_wait_timeout = 30");
            run(holder, "begin");
            run(holder, "select * from t");
            var waits = java.util.concurrent.CompletableFuture.runAsync(() -> run(waiter, add.statement()));
            Probe probe = probe(add);
            for (int look = 0; look < 20_000 && !(probe instanceof Probe.Unknown); look++) {
                probe = probe(add);
            }
            assertThat(probe)
                    .isInstanceOfSatisfying(
                            Probe.Unknown.class,
                            unknown -> assertThat(unknown.reason()).contains("is running in the server"));
            try (Session neighbour = servers.open()) {
                run(neighbour, "create table t (id int primary key)");
                assertThat(probe(neighbour, add.statement()))
                        .as("the same statement in another database is another one")
                        .isInstanceOf(Probe.NotDone.class);
            }
            run(holder, "rollback");
            waits.get(30, java.util.concurrent.TimeUnit.SECONDS);
        }
        assertThat(probe(add)).isInstanceOf(Probe.Done.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update t set amount = 1",
                "truncate table t",
                "create table copied as select * from t",
                "call nobody_knows_what()",
                "insert into t (id) values (9)"
            })
    void whatTheCatalogDoesNotShowIsUnknown(String statement) {
        run(session, "create table if not exists copied as select * from t");
        assertThat(probe(new Case(statement, null))).isInstanceOf(Probe.Unknown.class);
    }

    private Probe probe(Case test) {
        return probe(session, test.statement());
    }

    private Probe probe(Session looking, String statement) {
        ScriptStatement only = new MysqlScripts().splitAll(statement, "test").get(0);
        return catalog.probe(looking, new MysqlScripts().classify(only), statement);
    }
}
