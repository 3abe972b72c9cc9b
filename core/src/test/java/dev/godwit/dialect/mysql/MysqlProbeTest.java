package dev.godwit.dialect.mysql;

import static dev.godwit.dialect.mysql.MysqlCatalogFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Session;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.dialect.CatalogSnapshot;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.Action.ConstraintKind;
import dev.godwit.sql.Action.ConstraintSpec;
import dev.godwit.sql.Action.ObjectKind;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Verdict;
import dev.godwit.sql.Work;
import java.util.List;
import java.util.Map;
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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlProbeTest {
    private static final TableName T = TableName.of("t");

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
    record Case(String statement, Action action, @Nullable String wrong) {
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
                        new Action.AddColumn(T, column("age", "int", "5", true), false),
                        "alter table t add age bigint not null default 5"),
                new Case(
                        "alter table t add column age int not null default 5",
                        new Action.AddColumn(T, column("age", "int", "5", true), false),
                        "alter table t add age int not null default 6"),
                new Case(
                        "alter table t add column name varchar(9) character set latin1",
                        new Action.AddColumn(T, column("name", "varchar(9) character set latin1", null, false), false),
                        "alter table t add column name varchar(9)"),
                new Case(
                        "alter table t add column at datetime(3) default current_timestamp(3)",
                        new Action.AddColumn(T, column("at", "datetime(3)", "current_timestamp(3)", false), false),
                        "alter table t add column at datetime default current_timestamp"),
                new Case("alter table t drop column to_drop", new Action.DropColumn(T, "to_drop", false, false), null),
                new Case(
                        "alter table t rename column email to mail",
                        new Action.RenameColumn(T, "email", "mail"),
                        "alter table t add mail text"),
                new Case(
                        "alter table t modify email varchar(60)",
                        new Action.AlterColumnType(T, "email", "varchar(60)", null),
                        null),
                new Case(
                        "alter table t modify email varchar(50) collate utf8mb4_bin",
                        new Action.AlterColumnType(T, "email", "varchar(50) collate utf8mb4_bin", null),
                        null),
                new Case("alter table t modify amount decimal(9,2) not null", new Action.SetNotNull(T, "amount"), null),
                new Case(
                        "alter table t alter amount set default 7.5", new Action.SetDefault(T, "amount", "7.5"), null));
    }

    private static List<Case> constraintsAndIndexes() {
        return List.of(
                new Case(
                        "alter table t add constraint c check (amount > 0)",
                        constraint("c", ConstraintKind.CHECK, List.of(), "amount > 0", null),
                        "alter table t add constraint c check (amount > -1)"),
                new Case(
                        "alter table t add unique key u (amount)",
                        constraint("u", ConstraintKind.UNIQUE, List.of("amount"), null, null),
                        "alter table t add key u (amount)"),
                new Case(
                        "alter table loose add primary key (id)",
                        new Action.AddConstraint(
                                TableName.of("loose"),
                                new ConstraintSpec(
                                        null,
                                        ConstraintKind.PRIMARY_KEY,
                                        List.of("id"),
                                        null,
                                        null,
                                        false,
                                        null,
                                        false)),
                        null),
                new Case(
                        "alter table t add constraint f foreign key (to_drop) references other (id)",
                        constraint("f", ConstraintKind.FOREIGN_KEY, List.of("to_drop"), null, TableName.of("other")),
                        "alter table t add constraint f foreign key (id) references other (id)"),
                new Case(
                        "create index i on t (email(10), amount desc)",
                        index("i", List.of("email(10)", "amount desc"), false),
                        "create index i on t (email, amount)"),
                new Case(
                        "CREATE /* why */ UNIQUE INDEX `i` # it\n ON t (id, amount) ALGORITHM = INPLACE LOCK = NONE",
                        index("i", List.of("id", "amount"), true),
                        "create unique index i on t (amount, id)"),
                new Case("create index i using btree on t (amount)", index("i", List.of("amount"), false), null),
                new Case(
                        "alter table t add index i (amount, id)",
                        index("i", List.of("amount", "id"), false),
                        "alter table t add unique index i (amount, id)"),
                new Case(
                        "create fulltext index i on t (email)",
                        new Action.CreateIndex(
                                TableName.of("i"), T, List.of("email"), false, false, false, "fulltext", null),
                        "create index i on t (email)"),
                new Case("alter table t add index (amount, id)", index(null, List.of("amount", "id"), false), null));
    }

    private static List<Case> tables() {
        String plain =
                "create table n (id int auto_increment primary key, e varchar(9) unique, a decimal(5,1) check (a > 0),"
                        + " j json, key (a)) engine = innodb comment 'n'";
        String withKey =
                "create table n (id int primary key, o int, foreign key (o) references other (id) on delete cascade)";
        return List.of(
                new Case(plain, newTable(false), plain.replace("comment 'n'", "comment 'm'")),
                new Case(plain, newTable(false), plain.replace("e varchar(9) unique", "e varchar(9)")),
                new Case(plain, newTable(false), "create view n as select 1"),
                new Case(withKey, newTable(true), withKey.replace(" on delete cascade", "")),
                new Case(withKey, newTable(true), withKey.replace("o int", "o int not null")),
                new Case(
                        "rename table other to another",
                        new Action.RenameObject(ObjectKind.TABLE, TableName.of("other"), "another"),
                        "create table another (id int)"),
                new Case(
                        "create database godwit_probe_1",
                        new Action.CreateObject(ObjectKind.DATABASE, TableName.of("godwit_probe_1"), false, false),
                        null));
    }

    private static List<Case> code() {
        String view = "create algorithm = merge view w (a) as select id from t where amount > 1";
        String trigger = "create trigger tr before insert on t for each row begin set new.amount = 1; end";
        String procedure = "create procedure p(in a int, b varchar(9))\n comment 'x'\nbegin\n select a;\n end";
        String event = "create event e on schedule every 1 day do delete from t where id < 0";
        return List.of(
                new Case(view, object(ObjectKind.VIEW, "w"), view.replace("amount > 1", "amount > 2")),
                new Case(view, object(ObjectKind.VIEW, "w"), view.replace("w (a)", "w (b)")),
                new Case(trigger, new Action.CreateTrigger("tr", T, false), trigger.replace("= 1", "= 2")),
                new Case(trigger, new Action.CreateTrigger("tr", T, false), trigger.replace("insert", "update")),
                new Case(procedure, object(ObjectKind.PROCEDURE, "p"), procedure.replace("select a", "select b")),
                new Case(
                        procedure,
                        object(ObjectKind.PROCEDURE, "p"),
                        procedure.replace("b varchar(9)", "b varchar(8)")),
                new Case(
                        "create function f(a int) returns int deterministic return a + 1",
                        object(ObjectKind.FUNCTION, "f"),
                        "create function f(a int) returns int deterministic return a + 2"),
                new Case(event, object(ObjectKind.OTHER, "e"), event.replace("1 day", "2 day")));
    }

    private static List<Case> drops() {
        return List.of(
                new Case("drop table other", drop(ObjectKind.TABLE, "other"), null),
                new Case("drop table other, loose", drop(ObjectKind.TABLE, "other", "loose"), "drop table other"),
                new Case("drop view seen", drop(ObjectKind.VIEW, "seen"), null));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void tellsDoneFromNotDoneAndFromSomethingElse(Case test) {
        assertThat(probe(test)).isInstanceOf(Probe.NotDone.class);
        if (test.wrong() != null) {
            try (Session other = openPrepared()) {
                run(other, test.wrong());
                assertThat(catalog.probe(other, facts(List.of(test.action())), test.statement()))
                        .as(test.wrong())
                        .isInstanceOf(Probe.Differs.class);
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
        statements()
                .filter(test ->
                        !(test.action() instanceof Action.CreateObject object && object.object() == ObjectKind.VIEW))
                .forEach(this::probe);
        run(session, "rollback");
        assertThat(session.first(dev.godwit.sql.Sql.of("select count(*) from loose"), row -> row.number(1)))
                .contains(0L);
        assertThat(before.differences(catalog.snapshot(session))).isEmpty();
    }

    @Test
    void replacingSomethingElseIsNotDoneAndMayBeRunAgain() {
        run(session, "create function f(a int) returns int deterministic return a + 1");
        String view = "create or replace view seen as select id, email from t";
        Action replaceView = new Action.CreateObject(ObjectKind.VIEW, TableName.of("seen"), true, false);
        assertThat(probe(new Case(view, replaceView, null))).isInstanceOf(Probe.NotDone.class);
        run(session, view);
        assertThat(probe(new Case(view, replaceView, null))).isInstanceOf(Probe.Done.class);
    }

    @Test
    void partsOfAStatementThatDisagreeMeanSomethingElse() {
        run(session, "alter table t add a int");
        List<Action> both = List.of(
                new Action.AddColumn(T, column("a", "int", null, false), false),
                new Action.AddColumn(T, column("b", "int", null, false), false),
                index("ab", List.of("a", "b"), false));
        String text = "alter table t add a int, add b int, add index ab (a, b)";
        assertThat(catalog.probe(session, facts(both), text)).isInstanceOf(Probe.Differs.class);
        run(session, "alter table t add b int, add index ab (a, b)");
        assertThat(catalog.probe(session, facts(both), text)).isInstanceOf(Probe.Done.class);
    }

    @Test
    void aStatementThatStillRunsInTheServerIsInDoubt() throws Exception {
        Action action = new Action.AddColumn(T, column("late", "int", null, false), false);
        Case add = new Case("alter table t add late int", action, null);
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
            run(holder, "rollback");
            waits.get(30, java.util.concurrent.TimeUnit.SECONDS);
        }
        assertThat(probe(add)).isInstanceOf(Probe.Done.class);
    }

    @Test
    void whatTheCatalogDoesNotShowIsUnknown() {
        Action update = new Action.Update(T, List.of("amount"), false, null);
        assertThat(probe(new Case("update t set amount = 1", update, null))).isInstanceOf(Probe.Unknown.class);
        assertThat(catalog.probe(session, facts(List.of()), "?")).isInstanceOf(Probe.Unknown.class);
        run(session, "create table copied as select * from t");
        Action copy =
                new Action.CreateTable(TableName.of("copied"), List.of(), List.of(), false, false, false, true, null);
        assertThat(probe(new Case("create table copied as select * from t", copy, null)))
                .isInstanceOf(Probe.Unknown.class);
    }

    private Probe probe(Case test) {
        return catalog.probe(session, facts(List.of(test.action())), test.statement());
    }

    private static StatementFacts facts(List<Action> actions) {
        return new StatementFacts("TEST", Verdict.ALLOW, List.of(), false, Map.of(), Work.CATALOG, actions);
    }

    private static Action newTable(boolean withForeignKey) {
        ColumnSpec id = new ColumnSpec("id", "int", null, false, true, false, false, false, null, null);
        ConstraintSpec key = new ConstraintSpec(
                null, ConstraintKind.FOREIGN_KEY, List.of("o"), null, TableName.of("other"), false, null, true);
        return new Action.CreateTable(
                TableName.of("n"),
                withForeignKey ? List.of(id, column("o", "int", null, false)) : List.of(),
                withForeignKey ? List.of(key) : List.of(),
                false,
                false,
                false,
                false,
                null);
    }

    private static ColumnSpec column(String name, String type, @Nullable String value, boolean notNull) {
        return new ColumnSpec(name, type, value, notNull, false, false, false, false, null, null);
    }

    private static Action index(@Nullable String name, List<String> columns, boolean unique) {
        TableName index = name == null ? null : TableName.of(name);
        return new Action.CreateIndex(index, T, columns, unique, false, false, "btree", null);
    }

    private static Action object(ObjectKind kind, String name) {
        return new Action.CreateObject(kind, TableName.of(name), false, false);
    }

    private static Action drop(ObjectKind kind, String... names) {
        return new Action.DropObject(kind, Stream.of(names).map(TableName::of).toList(), false, false, false);
    }

    private static Action constraint(
            String name,
            ConstraintKind kind,
            List<String> columns,
            @Nullable String expression,
            @Nullable TableName references) {
        return new Action.AddConstraint(
                T, new ConstraintSpec(name, kind, columns, expression, references, false, null, false));
    }
}
