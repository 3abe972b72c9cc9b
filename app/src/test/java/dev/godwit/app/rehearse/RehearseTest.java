package dev.godwit.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.app.rehearse.Workplace.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rehearsals without a target: an empty disposable server, or one made from a dump. */
class RehearseTest {
    @TempDir
    Path folder;

    private Workplace workplace = new Workplace(Path.of("."));

    @BeforeEach
    void moveIn() {
        workplace = new Workplace(folder);
    }

    @Test
    void gradesReversibleLossyBrokenAndIrreversibleByWhatHappens() {
        workplace.migration(
                "20260101001_base", """
                create type mood as enum ('calm', 'angry');
                create domain percent as int check (value between 0 and 100);
                create table users (
                  id bigserial primary key, email varchar(60) not null unique check (email like '%@%'),
                  mood mood not null, code char(2) not null, share percent not null, legacy text,
                  state text not null check (state in ('new', 'old')), tags text[], born date, extra jsonb);
                create table orders (
                  id uuid primary key, user_id bigint not null references users, amount numeric(8,2) not null check (amount > 0),
                  placed timestamptz not null default now(), parent uuid references orders);
                """, "drop table orders; drop table users; drop domain percent; drop type mood;");
        workplace.migration(
                "20260101002_good",
                "alter table users add column score int not null default 0; create index on orders (user_id);",
                "drop index orders_user_id_idx; alter table users drop column score;");
        workplace.migration(
                "20260101003_lossy",
                "alter table users drop column legacy;",
                "alter table users add column legacy text;");
        workplace.migration("20260101005_overwrites", "update users set code = 'xx' where id <= 500;", "select 1;");
        workplace.migration("20260101006_no_way_back", "create table plain (id int primary key);", "");
        Ended ended = workplace.rehearse();
        assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isEqualTo(6);
        assertThat(grade(ended, "20260101001")).isEqualTo("reversible");
        assertThat(grade(ended, "20260101002")).isEqualTo("reversible");
        assertThat(texts(ended.migration("20260101002").path("findings")))
                .containsExactly("down statement 1 took ACCESS EXCLUSIVE on public.orders, which keeps out reads and"
                        + " writes; reading said no lock");
        assertThat(grade(ended, "20260101003")).isEqualTo("lossy");
        assertThat(texts(ended.migration("20260101003").path("lost"))).containsExactly("public.users.legacy");
        assertThat(grade(ended, "20260101005")).isEqualTo("broken");
        assertThat(texts(ended.migration("20260101005").path("differences")))
                .containsExactly("after down: rows differ: public.users.code");
        assertThat(grade(ended, "20260101006")).isEqualTo("irreversible");
        assertThat(ended.migration("20260101006").path("succeeded").asBoolean()).isFalse();
    }

    @Test
    void namesEverythingThatADownPartLeavesBehind() {
        workplace.migration("20260101001_base", "create table t (id int);", "drop table t;");
        workplace.migration(
                "20260101002_leaves",
                "create sequence counter; create type color as enum ('red'); create index t_id on t (id);",
                "select 1;");
        workplace.migration("20260101003_later", "create table u (id int);", "drop table u;");
        Ended ended = workplace.rehearse();
        assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isEqualTo(6);
        assertThat(grade(ended, "20260101002")).isEqualTo("broken");
        assertThat(texts(ended.migration("20260101002").path("differences")))
                .anyMatch(difference -> difference.startsWith("after down: + sequence public.counter"))
                .anyMatch(difference -> difference.startsWith("after down: + enum public.color"))
                .anyMatch(difference -> difference.startsWith("after down: + index public.t_id"));
        assertThat(ended.migration("20260101002").path("error").path("what").asText())
                .contains("already exists");
        assertThat(grade(ended, "20260101003")).isEqualTo("not_reached");
    }

    @Test
    void seesWhatIfNotExistsHidesFromTheSecondUp() {
        workplace.migration("20260101001_hides", "create sequence if not exists counter;", "select 1;");
        Ended ended = workplace.rehearse();
        assertThat(ended.exitCode()).isEqualTo(6);
        assertThat(ended.migration("20260101001").has("error")).isFalse();
        assertThat(grade(ended, "20260101001")).isEqualTo("broken");
    }

    @Test
    void aFailingUpEndsWithOneAndLeavesTheRestUnreached() {
        workplace.migration(
                "20260101001_fails", "create table t (id int); insert into t values (1/0);", "drop table t;");
        workplace.migration("20260101002_later", "create table u (id int);", "drop table u;");
        Ended ended = workplace.rehearse();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.migration("20260101001").path("error").path("what").asText())
                .contains("division by zero");
        assertThat(grade(ended, "20260101002")).isEqualTo("not_reached");
    }

    @Test
    void measuresLocksRewritesAndLogAndTellsWhatReadingDidNot() {
        workplace.migration(
                "20260101001_base",
                "create table parent (id int primary key); create table child (id int primary key, parent_id int"
                        + " references parent, amount int);",
                "drop table child; drop table parent;");
        workplace.migration(
                "20260101002_rewrite",
                "alter table child alter column amount type bigint; drop table child;",
                "create table child (id int primary key, parent_id int references parent, amount int);");
        workplace.migration("20260101003_other", "create table w (a int);", "drop table w;");
        workplace.migration(
                "20260101004_index", "create index concurrently w_a on w (a);", "drop index concurrently w_a;");
        Ended ended = workplace.rehearse("--rows", "200");
        assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isZero();
        JsonNode rewrite = ended.migration("20260101002").path("statements").get(0);
        assertThat(texts(rewrite.path("rewritten"))).contains("public.child");
        assertThat(rewrite.path("locks").path("public.child").asText()).isEqualTo("access_exclusive");
        assertThat(rewrite.path("log_bytes").asLong()).isGreaterThan(1_000);
        assertThat(rewrite.path("table_rows").asLong()).isEqualTo(200);
        assertThat(texts(ended.migration("20260101002").path("findings")))
                .anyMatch(finding -> finding.contains("ACCESS EXCLUSIVE on public.parent"));
        assertThat(grade(ended, "20260101004")).isEqualTo("reversible");
        assertThat(ended.migration("20260101004").path("statements").get(0).has("locks"))
                .isFalse();
    }

    @Test
    void aDumpWithRestrictLinesAndCopyIsTheGround() {
        Path dump = workplace.file("dump.sql", """
                --
                -- PostgreSQL database dump
                --
                \\restrict abcDEF123
                -- Dumped from database version 16.4
                SET statement_timeout = 0;
                SELECT pg_catalog.set_config('search_path', '', false);
                CREATE TABLE public.pets (id integer NOT NULL, name text);
                ALTER TABLE public.pets OWNER TO somebody;
                COPY public.pets (id, name) FROM stdin;
                1\tRex; the "dog"
                2\t\\N
                3\tFelix
                \\.
                ALTER TABLE ONLY public.pets ADD CONSTRAINT pets_pkey PRIMARY KEY (id);
                \\unrestrict abcDEF123
                """);
        workplace.migration(
                "20260101001_lose", "delete from pets where id = 2;", "insert into pets values (2, 'new');");
        workplace.migration(
                "20260101002_not_null",
                "alter table pets alter column name set not null;",
                "alter table pets alter column name drop not null;");
        Ended ended = workplace.rehearse("--dump", dump.toString());
        assertThat(ended.json().path("basis").asText()).contains("dump.sql");
        assertThat(ended.json().path("server").asText()).contains("postgresql 16.");
        assertThat(texts(ended.migration("20260101001").path("lost"))).containsExactly("public.pets.name");
        assertThat(grade(ended, "20260101002")).isEqualTo("reversible");
    }

    @Test
    void aDumpThatIsNoPlainSqlOrFailsIsAClearError() {
        Path archive = workplace.file("dump.bin", "PGDMP\u0001");
        Ended ended = workplace.rehearse("--dump", archive.toString());
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).contains("is an archive, not plain SQL", "pg_restore");
        Path broken = workplace.file("broken.sql", "select 1;\nselect * from nowhere;\n");
        ended = workplace.rehearse("--dump", broken.toString());
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("nowhere", "\"line\" : 2");
    }

    @Test
    void madeUpRowsThatANewCheckRefusesAreAFindingAndNotNullIsAFailure() {
        workplace.migration("20260101001_base", "create table t (id int primary key, kind text);", "drop table t;");
        workplace.migration(
                "20260101002_check",
                "alter table t add constraint known check (kind in ('a', 'b'));",
                "alter table t drop constraint known;");
        Ended ended = workplace.rehearse();
        assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isZero();
        assertThat(grade(ended, "20260101002")).isEqualTo("reversible");
        assertThat(texts(ended.migration("20260101002").path("findings")))
                .anyMatch(finding -> finding.startsWith("with made-up rows it fails"));
        workplace.migration(
                "20260101003_required", "alter table t add column n int not null;", "alter table t drop column n;");
        ended = workplace.rehearse();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(grade(ended, "20260101003")).isEqualTo("failed");
    }

    @Test
    void takesAllBackTogetherThatFollowTheLastOneWithoutAWayBackAndAppliesARepeatableTwice() {
        workplace.migration("20260101001_forever", "create table old (id int);", "");
        workplace.migration("20260101002_table", "create table t (id int primary key, v int);", "drop table t;");
        workplace.migration("20260101003_more", "alter table t add column w int;", "alter table t drop column w;");
        workplace.file("migrations/R__sum.sql", "create or replace view total as select sum(v) from t;\n");
        Ended ended = workplace.rehearse();
        assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isZero();
        assertThat(texts(ended.json().path("together").path("migrations")))
                .containsExactly("20260101002_table", "20260101003_more");
        assertThat(texts(ended.json().path("together").path("differences"))).isEmpty();
        assertThat(grade(ended, "R__sum")).isEqualTo("repeatable");
        workplace.file("migrations/R__sum.sql", "create view total as select sum(v) from t;\n");
        assertThat(grade(workplace.rehearse(), "R__sum")).isEqualTo("failed");
    }

    @Test
    void aBackfillInAPlanIsRehearsedAsAWhole() {
        workplace.migration(
                "20260101001_base", "create table t (id bigint primary key, v int, w bigint);", "drop table t;");
        workplace.file("migrations/20260101002_fill.yaml", """
                godwit: 1
                name: fill doubled
                steps:
                  - id: column
                    sql:
                      up: alter table t add column doubled bigint
                      down: alter table t drop column doubled
                  - id: fill
                    backfill:
                      table: t
                      set: doubled = v * 2
                      undo: keep
                """);
        Ended ended = workplace.rehearse();
        assertThat(ended.exitCode()).as(ended.output() + ended.errors()).isZero();
        JsonNode fill = ended.migration("20260101002").path("statements").get(1);
        assertThat(fill.path("step").asText()).isEqualTo("fill");
        assertThat(fill.path("rows").asLong()).isEqualTo(1_000);
    }

    @Test
    void printsForPeopleAndForPullRequests() {
        workplace.migration("20260101001_t", "create table t (id int);", "drop table t;");
        Ended text = workplace.godwit("rehearse");
        assertThat(text.output())
                .contains("from  an empty database, for no target is named", "20260101001_t   reversible   up ")
                .endsWith("1 migration rehearsed\n");
        assertThat(workplace.godwit("rehearse", "--output", "markdown").output())
                .startsWith("## Rehearsal: 1 migration rehearsed\n")
                .contains("| `20260101001_t` | reversible | ");
    }

    private static String grade(Ended ended, String id) {
        return ended.migration(id).path("grade").asText();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
