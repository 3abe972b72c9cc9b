package dev.godwit.dialect.postgres;

import static dev.godwit.dialect.postgres.PostgresFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Catalog.Probe;
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
class PostgresProbeTest {
    private static final TableName T = TableName.of("t");

    private final PostgresCatalog catalog = new PostgresCatalog();
    private PostgresFixture postgres;
    private Session session;

    @BeforeAll
    void startServer() {
        postgres = PostgresFixture.start();
    }

    @AfterAll
    void stopServer() {
        postgres.close();
    }

    @BeforeEach
    void open() {
        session = openPrepared();
    }

    private Session openPrepared() {
        Session session = postgres.database().open("godwit test");
        run(session, "create type mood as enum ('sad')");
        run(session, "create table other (id int primary key)");
        run(session, "create table t (id int primary key, email varchar(50), amount numeric, to_drop int)");
        run(session, "create table parts (id int, at date) partition by range (at)");
        run(session, "create table part partition of parts for values from ('2024-01-01') to ('2025-01-01')");
        run(session, "create table loose (id int, at date)");
        run(session, "insert into t values (1, 'a', 1, 1), (2, 'a', 2, 2)");
        run(session, "insert into other values (1), (2)");
        run(session, "create index t_extra on t (amount)");
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
        ColumnSpec age = column("age", "int", "5", true);
        return Stream.of(
                new Case(
                        "alter table t add column age int not null default 5",
                        new Action.AddColumn(T, age, false),
                        "alter table t add age bigint not null default 5"),
                new Case(
                        "alter table t add column age int not null default 5",
                        new Action.AddColumn(T, age, true),
                        "alter table t add age int not null default 6"),
                new Case(
                        "alter table t add age int not null default 5",
                        new Action.AddColumn(T, age, true),
                        "alter table t add age int default 5"),
                new Case(
                        "alter table t add s serial",
                        new Action.AddColumn(T, identity("s", "serial"), false),
                        "alter table t add s int"),
                new Case(
                        "alter table t add s bigint generated always as identity",
                        new Action.AddColumn(T, identity("s", "bigint"), false),
                        "alter table t add s bigint not null default 1"),
                new Case(
                        "alter table t add w timestamp(3) with time zone default now()",
                        new Action.AddColumn(T, column("w", "timestamp(3) with time zone", "now()", false), false),
                        "alter table t add w timestamptz default now()"),
                new Case(
                        "alter table t add m mood",
                        new Action.AddColumn(T, column("m", "mood", null, false), false),
                        "alter table t add m text"),
                new Case("alter table t drop column to_drop", new Action.DropColumn(T, "to_drop", false, false), null),
                new Case(
                        "alter table t rename email to mail",
                        new Action.RenameColumn(T, "email", "mail"),
                        "alter table t add mail text"),
                new Case(
                        "alter table t alter email type varchar(60)",
                        new Action.AlterColumnType(T, "email", "varchar(60)", null),
                        null),
                new Case(
                        "alter table t alter amount set not null",
                        new Action.SetNotNull(T, "amount"),
                        "alter table t drop amount"),
                new Case(
                        "alter table t drop constraint t_pkey, alter id drop not null",
                        new Action.DropNotNull(T, "id"),
                        null),
                new Case("alter table t alter amount set default 7.5", new Action.SetDefault(T, "amount", "7.5"), null),
                new Case(
                        "alter table t add constraint c check (amount > 0)",
                        constraint("c", ConstraintKind.CHECK, List.of(), "amount > 0", null, false),
                        "alter table t add constraint c check (amount > -1)"),
                new Case(
                        "alter table t add constraint c check (amount > 0)",
                        constraint("c", ConstraintKind.CHECK, List.of(), "amount > 0", null, false),
                        "alter table t add constraint c check (amount > 0) not valid"),
                new Case(
                        "alter table t add constraint c check (amount > 0) not valid",
                        constraint("c", ConstraintKind.CHECK, List.of(), "amount > 0", null, true),
                        "alter table t add constraint c unique (amount)"),
                new Case(
                        "alter table t add unique (amount)",
                        constraint(null, ConstraintKind.UNIQUE, List.of("amount"), null, null, false),
                        null),
                new Case(
                        "alter table t add constraint f foreign key (to_drop) references other",
                        constraint(
                                "f",
                                ConstraintKind.FOREIGN_KEY,
                                List.of("to_drop"),
                                null,
                                TableName.of("other"),
                                false),
                        "alter table t add constraint f foreign key (id) references other not valid"),
                new Case(
                        "create index i on t (lower(email)) where amount > 5",
                        index("i", false, false),
                        "create index i on t (lower(email))"),
                new Case(
                        "create index i on t using btree (amount desc)",
                        index("i", false, false),
                        "create index i on t (amount)"),
                new Case(
                        "CREATE /* why */ UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"i\" -- it\n ON ONLY public . t (id, amount)",
                        index("i", true, true),
                        "create unique index i on t (amount, id)"),
                new Case(
                        "create unique index i on t (amount)", index("i", true, false), "create index i on t (amount)"),
                new Case("create index i on t (amount)", index("i", false, false), "create index i on other (id)"),
                new Case("create index on t (amount, id)", index(null, false, false), null),
                new Case(
                        "drop index concurrently t_extra",
                        new Action.DropObject(ObjectKind.INDEX, List.of(TableName.of("t_extra")), false, false, true),
                        null),
                new Case(
                        "drop table other",
                        new Action.DropObject(ObjectKind.TABLE, List.of(TableName.of("other")), false, false, false),
                        null),
                new Case(
                        "drop table other, loose",
                        new Action.DropObject(
                                ObjectKind.TABLE,
                                List.of(TableName.of("other"), TableName.of("loose")),
                                true,
                                false,
                                false),
                        "drop table other"),
                new Case(
                        "alter table other rename to another",
                        new Action.RenameObject(ObjectKind.TABLE, TableName.of("other"), "another"),
                        "create table another ()"),
                new Case(
                        "create schema s",
                        new Action.CreateObject(ObjectKind.SCHEMA, TableName.of("s"), false, false),
                        null),
                new Case(
                        "create extension hstore",
                        new Action.CreateObject(ObjectKind.EXTENSION, TableName.of("hstore"), false, false),
                        null),
                new Case(
                        "alter type mood add value 'ok'",
                        new Action.AddEnumValue(TableName.of("mood"), "ok", false, false),
                        null),
                new Case(
                        "alter type mood rename value 'sad' to 'blue'",
                        new Action.RenameEnumValue(TableName.of("mood"), "sad", "blue"),
                        "alter type mood add value 'blue'"),
                new Case(
                        "alter table parts attach partition loose for values from ('2025-01-01') to ('2026-01-01')",
                        new Action.AttachPartition(TableName.of("parts"), TableName.of("loose")),
                        null),
                new Case(
                        "alter table parts detach partition part concurrently",
                        new Action.DetachPartition(TableName.of("parts"), TableName.of("part"), true),
                        null),
                new Case(
                        "create table n (id int primary key, e varchar(9) unique, a numeric check (a > 0), o int references other, m mood default 'sad')",
                        newTable(),
                        "create table n (id int primary key, e varchar(9) unique, a numeric check (a > 0), o int references other, m mood)"),
                new Case(
                        "create table n (id int primary key, e varchar(9) unique, a numeric check (a > 0), o int references other, m mood default 'sad')",
                        newTable(),
                        "create table n (id int primary key, e varchar(9), a numeric check (a > 0), o int references other, m mood default 'sad')"),
                new Case(
                        "create table n (id int primary key, e varchar(9) unique, a numeric check (a > 0), o int references other, m mood default 'sad')",
                        newTable(),
                        "create view n as select 1"));
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
    void lookingChangesNothingAndLocksNothing() {
        var before = catalog.snapshot(session);
        session.inTransaction(() -> {
            statements().forEach(this::probe);
            var held = new PostgresLocks().held(session, new PostgresLocks().sessionNumber(session));
            assertThat(held.values()).allMatch(level -> level.compareTo(dev.godwit.sql.LockLevel.ACCESS_SHARE) <= 0);
            return null;
        });
        assertThat(before.differences(catalog.snapshot(session))).isEmpty();
    }

    @Test
    void anInvalidIndexIsALeftoverThatItsCleanUpRemoves() {
        String text = "create unique index concurrently i on t (email)";
        assertThatThrownBy(() -> run(session, text)).isInstanceOf(SqlFailure.class);
        Probe probe = probe(new Case(text, index("i", true, true), null));
        assertThat(probe).isInstanceOfSatisfying(Probe.Leftover.class, leftover -> {
            assertThat(leftover.seen()).contains("public.i").contains("INVALID");
            session.execute(leftover.cleanUp());
        });
        assertThat(probe(new Case(text, index("i", true, true), null))).isInstanceOf(Probe.NotDone.class);
    }

    @Test
    void validationOfAConstraintShowsInTheCatalog() {
        Action action = new Action.ValidateConstraint(T, "c");
        Case validate = new Case("alter table t validate constraint c", action, null);
        assertThat(probe(validate)).isInstanceOf(Probe.Differs.class);
        run(session, "alter table t add constraint c check (amount > 0) not valid");
        assertThat(probe(validate)).isInstanceOf(Probe.NotDone.class);
        run(session, validate.statement());
        assertThat(probe(validate)).isInstanceOf(Probe.Done.class);
    }

    @Test
    void partsOfAStatementThatDisagreeMeanSomethingElse() {
        run(session, "alter table t add a int");
        List<Action> both = List.of(
                new Action.AddColumn(T, column("a", "int", null, false), false),
                new Action.AddColumn(T, column("b", "int", null, false), false));
        assertThat(catalog.probe(session, facts(both), "alter table t add a int, add b int"))
                .isInstanceOf(Probe.Differs.class);
        run(session, "alter table t add b int");
        assertThat(catalog.probe(session, facts(both), "alter table t add a int, add b int"))
                .isInstanceOf(Probe.Done.class);
    }

    @Test
    void whatTheCatalogDoesNotShowIsUnknown() {
        Action update = new Action.Update(T, List.of("amount"), false, null);
        assertThat(probe(new Case("update t set amount = 1", update, null))).isInstanceOf(Probe.Unknown.class);
        assertThat(catalog.probe(session, facts(List.of()), "?")).isInstanceOf(Probe.Unknown.class);
        run(session, "create function g() returns int language sql as 'select 1'");
        Action function = new Action.CreateObject(ObjectKind.FUNCTION, TableName.of("g"), true, false);
        assertThat(probe(new Case("create or replace function g() ...", function, null)))
                .isInstanceOf(Probe.Unknown.class);
    }

    private Probe probe(Case test) {
        return catalog.probe(session, facts(List.of(test.action())), test.statement());
    }

    private static StatementFacts facts(List<Action> actions) {
        return new StatementFacts("TEST", Verdict.ALLOW, List.of(), true, Map.of(), Work.CATALOG, actions);
    }

    private static Action newTable() {
        return new Action.CreateTable(
                TableName.of("n"),
                List.of(
                        new ColumnSpec("id", "int", null, false, true, false, false, false, null, null),
                        new ColumnSpec("e", "varchar(9)", null, false, false, true, false, false, null, null),
                        new ColumnSpec("a", "numeric", null, false, false, false, false, false, "a > 0", null),
                        new ColumnSpec(
                                "o", "int", null, false, false, false, false, false, null, TableName.of("other")),
                        column("m", "mood", "'sad'", false)),
                List.of(),
                true,
                false,
                false,
                false,
                null);
    }

    private static ColumnSpec column(String name, String type, @Nullable String value, boolean notNull) {
        return new ColumnSpec(name, type, value, notNull, false, false, false, false, null, null);
    }

    private static ColumnSpec identity(String name, String type) {
        return new ColumnSpec(name, type, null, false, false, false, false, true, null, null);
    }

    private static Action index(@Nullable String name, boolean unique, boolean concurrently) {
        TableName index = name == null ? null : TableName.of(name);
        return new Action.CreateIndex(index, T, List.of(), unique, concurrently, false, "btree", null);
    }

    private static Action constraint(
            @Nullable String name,
            ConstraintKind kind,
            List<String> columns,
            @Nullable String expression,
            @Nullable TableName references,
            boolean notValid) {
        return new Action.AddConstraint(
                T, new ConstraintSpec(name, kind, columns, expression, references, notValid, null, false));
    }
}
