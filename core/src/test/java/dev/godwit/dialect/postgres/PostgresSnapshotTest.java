package dev.godwit.dialect.postgres;

import static dev.godwit.dialect.postgres.PostgresFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Session;
import dev.godwit.dialect.CatalogSnapshot;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresSnapshotTest {
    /** The bound is one second; a machine that is busy with others gets some more before the test speaks up. */
    private static final Duration BOUND = Duration.ofSeconds(3);

    private static final String SCHEMA = """
            create schema "Odd schema";
            create type mood as enum ('sad', 'ok');
            create domain positive as int check (value > 0);
            create type pair as (a int, b text);
            create type span as range (subtype = float8);
            create table parent (id bigint generated always as identity primary key, name varchar(20) default 'x');
            create table t (
              id serial primary key, email text not null unique, feeling mood default 'ok',
              parent_id bigint references parent, amount numeric(10,2) check (amount >= 0),
              twice numeric generated always as (amount * 2) stored, p pair);
            create index t_lower on t (lower(email)) where amount > 5;
            create table parts (id int, at date) partition by range (at);
            create table parts_2024 partition of parts for values from ('2024-01-01') to ('2025-01-01');
            create table "Odd schema"."Odd ""table" ("Column 1" text);
            create view v as select id, email from t;
            create materialized view m as select count(*) from t;
            create function f(a int, b text default 'x') returns int language sql as 'select a';
            create function tf() returns trigger language plpgsql as 'begin return new; end';
            create aggregate total(int) (sfunc = int4pl, stype = int, initcond = '0');
            create trigger tr before insert on t for each row execute function tf();
            create rule r as on delete to parent do also notify x;
            create policy mine on t for select using (email = current_user);
            create sequence counter increment 5 owned by t.amount;
            create statistics st on id, amount from t;
            create publication pub for table t;
            comment on column t.email is 'where to write';
            """;

    private final PostgresSnapshot reader = new PostgresSnapshot();
    private PostgresFixture postgres;
    private Session session;

    @BeforeAll
    void startServer() {
        postgres = PostgresFixture.start();
        try (Session superuser = postgres.database().open("godwit test")) {
            run(superuser, "create role reader");
        }
    }

    @AfterAll
    void stopServer() {
        postgres.close();
    }

    @BeforeEach
    void open() {
        session = postgres.database().open("godwit test");
        run(session, SCHEMA);
    }

    @AfterEach
    void close() {
        session.close();
    }

    /** Each change is seen, and taking it back gives the same snapshot as before. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "create schema s                                  | drop schema s                                    | schema s",
                "alter table t add x int                          | alter table t drop x                             | column public.t.x",
                "alter table t alter email drop not null          | alter table t alter email set not null           | column public.t.email",
                "alter table t alter feeling set default 'sad'    | alter table t alter feeling set default 'ok'     | column public.t.feeling",
                "alter table t alter email set storage external   | alter table t alter email set storage extended   | column public.t.email",
                "alter table t alter email set statistics 7       | alter table t alter email set statistics -1      | column public.t.email",
                "alter table t alter amount type numeric(12,2)    | alter table t alter amount type numeric(10,2)    | -",
                "alter table parent alter name type varchar(30)   | alter table parent alter name type varchar(20)   | column public.parent.name",
                "alter table t add constraint c check (id > 0) not valid | alter table t drop constraint c           | constraint public.t.c",
                "create index concurrently i on t (amount)        | drop index concurrently i                        | index public.i",
                "alter table t cluster on t_pkey                  | alter table t set without cluster                | index public.t_pkey",
                "create or replace view v as select id, email, amount from t | drop view v; create view v as select id, email from t | view public.v",
                "refresh materialized view m with no data         | refresh materialized view m                      | view public.m",
                "alter sequence counter increment 6               | alter sequence counter increment 5               | sequence public.counter",
                "alter type pair add attribute c int              | alter type pair drop attribute c                 | column public.pair.c",
                "alter domain positive set not null               | alter domain positive drop not null              | domain public.positive",
                "alter domain positive add constraint k check (value < 9) | alter domain positive drop constraint k  | constraint of domain public.positive k",
                "create or replace function f(a int, b text default 'x') returns int language sql as 'select 2' | create or replace function f(a int, b text default 'x') returns int language sql as 'select a' | function public.f(a integer, b text)",
                "alter table t disable trigger tr                 | alter table t enable trigger tr                  | trigger public.t.tr",
                "alter policy mine on t using (true)              | alter policy mine on t using (email = current_user) | policy public.t.mine",
                "alter table t enable row level security          | alter table t disable row level security         | row security public.t",
                "alter table t replica identity full              | alter table t replica identity default           | replica identity public.t",
                "alter table t set (fillfactor = 50)              | alter table t reset (fillfactor)                 | options public.t",
                "alter table \"Odd schema\".\"Odd \"\"table\" set unlogged | alter table \"Odd schema\".\"Odd \"\"table\" set logged | table \"Odd schema\".\"Odd \"\"table\"",
                "alter table parts detach partition parts_2024    | alter table parts attach partition parts_2024 for values from ('2024-01-01') to ('2025-01-01') | parents public.parts_2024",
                "grant select, insert on t to reader              | revoke all on t from reader                      | grant table public.t reader",
                "grant update (email) on t to reader              | revoke all (email) on t from reader              | grant column public.t.email reader",
                "revoke execute on function f from public         | grant execute on function f to public            | revoke function public.f(a integer, b text) public",
                "alter default privileges grant select on tables to reader | alter default privileges revoke select on tables from reader | default rights postgres everywhere tables",
                "comment on table t is 'x'                        | comment on table t is null                       | comment table public.t",
                "comment on column t.email is 'y'                 | comment on column t.email is 'where to write'    | comment table column public.t.email",
                "create extension hstore                          | drop extension hstore                            | extension hstore",
                "alter publication pub add table parent           | alter publication pub drop table parent          | publication pub",
                "create event trigger e on ddl_command_end execute function et() | drop event trigger e              | event trigger e",
                "create collation c1 (locale = 'C')               | drop collation c1                                | collation public.c1",
                "alter table t owner to reader                    | alter table t owner to postgres                  | owner public.t",
                "create rule q as on update to t do also notify x | drop rule q on t                                 | rule public.t.q",
                "alter table \"Odd schema\".\"Odd \"\"table\" add \"c d\" int | alter table \"Odd schema\".\"Odd \"\"table\" drop \"c d\" | column \"Odd schema\".\"Odd \"\"table\".\"c d\"",
            })
    void everyChangeShowsAndItsWayBackLeavesNoTrace(String change, String back, String key) {
        run(session, "create function et() returns event_trigger language plpgsql as 'begin end'");
        if (change.contains("amount type")) {
            run(session, "alter table t drop twice; drop index t_lower; drop statistics st");
        }
        CatalogSnapshot before = reader.read(session);
        runEach(change);
        CatalogSnapshot changed = reader.read(session);
        runEach(back);
        assertThat(before.differences(changed)).isNotEmpty();
        if (!key.equals("-")) {
            assertThat(before.differences(changed))
                    .extracting(CatalogSnapshot.Difference::key)
                    .contains(key);
        }
        assertThat(before.differences(reader.read(session))).isEmpty();
    }

    @Test
    void twoDatabasesOfTheSameHistoryAreEqual() {
        try (Session other = postgres.database().open("godwit test")) {
            run(other, "create table of_no_importance (a int); drop table of_no_importance");
            run(other, SCHEMA);
            assertThat(reader.read(session).differences(reader.read(other))).isEmpty();
        }
    }

    @Test
    void anInvalidIndexShows() {
        run(session, "insert into parent (name) values ('same'), ('same')");
        CatalogSnapshot before = reader.read(session);
        try {
            run(session, "create unique index concurrently broken on parent (name)");
        } catch (dev.godwit.db.SqlFailure duplicate) {
            assertThat(duplicate.sqlState()).isEqualTo("23505");
        }
        assertThat(before.differences(reader.read(session))).singleElement().satisfies(difference -> {
            assertThat(difference.key()).isEqualTo("index public.broken");
            assertThat(difference.after()).endsWith("INVALID");
        });
    }

    @Test
    void ourOwnAndTemporaryObjectsAndThoseOfExtensionsAreLeftOut() {
        run(session, "create extension citext");
        CatalogSnapshot before = reader.read(session);
        run(
                session,
                "create schema godwit; create table godwit.ledger (id serial primary key, at timestamptz not null)");
        run(session, "comment on table godwit.ledger is 'ours'; grant select on godwit.ledger to reader");
        run(session, "create temporary table mine (id int primary key)");
        run(session, "insert into t (email) values ('a'); select nextval('counter'); analyze t");
        assertThat(before.differences(reader.read(session))).isEmpty();
        assertThat(before.entries().keySet())
                .noneMatch(key -> key.contains("citext") && !key.endsWith("extension citext"));
    }

    @Test
    void readsWithinATransactionAndLeavesTheSearchPathAlone() {
        session.inTransaction(() -> {
            CatalogSnapshot before = reader.read(session);
            run(session, "alter table t add y int");
            assertThat(before.differences(reader.read(session))).hasSize(1);
            run(session, "select count(*) from t");
            return null;
        });
    }

    @Test
    void everyKindOfObjectIsThere() {
        assertThat(reader.read(session).entries())
                .containsAllEntriesOf(Map.of(
                        "enum public.mood", "'sad', 'ok'",
                        "column public.t.feeling", "3 public.mood default 'ok'::public.mood",
                        "column public.t.twice", "6 numeric generated stored (amount * (2)::numeric)",
                        "parents public.parts_2024", "public.parts FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
                        "comment table column public.t.email", "where to write"))
                .containsKeys(
                        "function public.total(integer)",
                        "range public.span",
                        "type public.pair",
                        "rule public.parent.r",
                        "statistics public.st");
    }

    @Test
    void twoThousandTablesAreReadWithinASecond() {
        run(
                session,
                "do $$ begin for i in 1..2000 loop execute format('create table many_%s (id bigint primary key,"
                        + " a text not null default ''x'', b int check (b > 0), c timestamptz, d numeric, unique (a, b))', i);"
                        + " if i % 500 = 0 then commit; end if; end loop; end $$");
        reader.read(session);
        long start = System.nanoTime();
        CatalogSnapshot snapshot = reader.read(session);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(snapshot.entries()).hasSizeGreaterThan(20_000);
        assertThat(took).isLessThan(BOUND);
    }

    private void runEach(String statements) {
        for (String statement : statements.split("; ")) {
            run(session, statement);
        }
    }
}
