package dev.godwit.verify.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.host.SimulatedTime;
import dev.godwit.host.Time;
import dev.godwit.model.TableName;
import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Side;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.mapping.MappingFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the checks say of single differences, each between two tables that are alike but for it. */
class EdgesTest {
    private static PostgresServer postgres;
    private static MariadbServer mariadb;
    private static int databases;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start(PostgresOptions.defaults());
        mariadb = MariadbServer.start(MariadbOptions.defaults());
    }

    @AfterAll
    static void stop() {
        mariadb.close();
        postgres.close();
    }

    private enum Kind {
        POSTGRES,
        MARIADB
    }

    /** What is there on each side; statements are separated by semicolons. */
    private record Case(
            Function<CheckContext, Check> check,
            String source,
            String target,
            ValidationVerdict verdict,
            String words) {}

    private static final String TABLE = "create table t (id int primary key, a int, b varchar(20));";

    private static Case different(Function<CheckContext, Check> check, String source, String target, String words) {
        return new Case(check, source, target, ValidationVerdict.DIFFERENT, words);
    }

    private static Case equal(Function<CheckContext, Check> check, String source, String target) {
        return new Case(check, source, target, ValidationVerdict.EQUAL, "");
    }

    private static final List<Case> ONE_KIND = List.of(
            equal(IndexesCheck::new, TABLE + "create index i on t (a)", TABLE + "create index other on t (a)"),
            different(
                    IndexesCheck::new,
                    TABLE + "create index i on t (a)",
                    TABLE
                            + "create index i on t (a); update pg_index set indisvalid = false where indexrelid = 'i'::regclass",
                    "the target's is not valid"),
            different(
                    IndexesCheck::new,
                    TABLE + "create index i on t (a)",
                    TABLE + "create unique index i on t (a)",
                    "stricter: it is unique"),
            different(
                    IndexesCheck::new,
                    TABLE + "create unique index i on t (a)",
                    TABLE + "create index i on t (a)",
                    "weaker: it is no longer unique"),
            different(
                    IndexesCheck::new,
                    TABLE + "create unique index i on t (a)",
                    TABLE + "create unique index i on t (a) where a > 0",
                    "weaker: the target has no such unique index"),
            equal(IndexesCheck::new, TABLE + "create index i on t (a) where a > 0", TABLE + "create index i on t (a)"),
            new Case(
                    IndexesCheck::new,
                    TABLE + "create index i on t (a)",
                    TABLE + "create index i on t (a, b)",
                    ValidationVerdict.EQUAL,
                    "the target's i begins with the same columns"),
            different(
                    IndexesCheck::new,
                    TABLE + "create index i on t (a desc)",
                    TABLE + "create index i on t (a)",
                    "performance: the target has no such index"),
            different(
                    IndexesCheck::new,
                    TABLE + "create index i on t (lower(b))",
                    TABLE,
                    "the target has no such index over expressions"),
            equal(
                    IndexesCheck::new,
                    TABLE + "create index i on t (lower(b))",
                    TABLE + "create index i on t (lower(b))"),
            different(
                    ConstraintsCheck::new,
                    TABLE,
                    "create table t (id int, a int, b varchar(20))",
                    "weaker: the target has none"),
            different(
                    ConstraintsCheck::new,
                    TABLE,
                    "create table t (id int, a int primary key, b varchar(20))",
                    "the target's has other columns: a"),
            different(
                    ConstraintsCheck::new,
                    "create table t (a int, b int, primary key (a, b))",
                    "create table t (a int, b int, primary key (b, a))",
                    "performance: its columns stand in another order: b, a"),
            equal(
                    ConstraintsCheck::new,
                    TABLE + "alter table t add unique (a)",
                    TABLE + "create unique index on t (a)"),
            different(
                    ConstraintsCheck::new,
                    TABLE,
                    TABLE + "alter table t add foreign key (a) references t",
                    "stricter: the source has no such foreign key"),
            different(
                    ConstraintsCheck::new,
                    TABLE + "alter table t add constraint c check (a > 0)",
                    TABLE + "alter table t add constraint c check (a > 0) not valid",
                    "was not held against the rows"),
            equal(
                    ConstraintsCheck::new,
                    TABLE + "alter table t add constraint c check (a > 0)",
                    TABLE + "alter table t add constraint d check (a > 0)"),
            different(
                    ConstraintsCheck::new,
                    TABLE + "alter table t add exclude using gist (int4range(id, a) with &&)",
                    TABLE,
                    "lets overlapping rows in"),
            different(
                    SchemasCheck::new,
                    "create domain d as int check (value > 0); create table t (id int primary key, a d)",
                    "create domain d as int; create table t (id int primary key, a d)",
                    "constraint of domain public.d"),
            different(
                    SchemasCheck::new,
                    "create table t (id int primary key, a int generated always as (id + 1) stored)",
                    "create table t (id int primary key, a int generated always as (id + 2) stored)",
                    "computed by another expression"),
            different(
                    SchemasCheck::new,
                    "create table t (id int generated always as identity primary key)",
                    "create table t (id int primary key)",
                    "the server no longer numbers it"),
            new Case(
                    SchemasCheck::new,
                    "create table t (a int, b int)",
                    "create table t (b int, a int)",
                    ValidationVerdict.EQUAL,
                    "its columns stand in another order"),
            different(
                    SequencesCheck::new,
                    "create table t (id serial primary key); select setval('t_id_seq', 100)",
                    "create table t (id serial primary key); insert into t values (5); select setval('t_id_seq', 50, false)",
                    "the target's next number is 50, the source's is 101"),
            different(
                    SequencesCheck::new,
                    "create table t (id serial primary key)",
                    "create table t (id int primary key)",
                    "the target's server does not number it"),
            new Case(
                    SequencesCheck::new,
                    "create table t (id int generated always as identity (increment by -1) primary key)",
                    "create table t (id int generated always as identity (increment by -1) primary key)",
                    ValidationVerdict.INCONCLUSIVE,
                    "counts down"),
            new Case(
                    SamplesCheck::new,
                    "create table t (a int)",
                    "create table t (a int)",
                    ValidationVerdict.INCONCLUSIVE,
                    "has no key to draw by"));

    private static final List<Case> TO_MARIADB = List.of(
            different(
                    IndexesCheck::new,
                    TABLE + "create index i on t (b)",
                    TABLE + "create index i on t (b(5))",
                    "performance: the target has no such index"),
            different(
                    IndexesCheck::new,
                    TABLE + "create unique index i on t (b) where a > 0",
                    TABLE,
                    "weaker: the target has no such unique index"),
            new Case(
                    IndexesCheck::new,
                    TABLE + "create index i on t (lower(b))",
                    TABLE,
                    ValidationVerdict.INCONCLUSIVE,
                    "covers expressions"),
            new Case(
                    ConstraintsCheck::new,
                    TABLE + "alter table t add constraint c check (a > 0)",
                    TABLE + "alter table t add constraint d check (a > 0)",
                    ValidationVerdict.INCONCLUSIVE,
                    "the target has checks, and none of that name"),
            equal(
                    SequencesCheck::new,
                    "create table t (id serial primary key); select setval('t_id_seq', 7)",
                    "create table t (id int auto_increment primary key); alter table t auto_increment = 8"),
            different(
                    SequencesCheck::new,
                    "create table t (id serial primary key); select setval('t_id_seq', 7)",
                    "create table t (id int auto_increment primary key)",
                    "the target's next number is 1, the source's is 8"),
            equal(
                    SchemasCheck::new,
                    "create table t (id int primary key, a boolean default true, b varchar(9) default 'it''s', c numeric(5,1) default 1.50)",
                    "create table t (id int primary key, a tinyint(1) default 1, b varchar(9) default 'it''s', c decimal(5,1) default 1.5)"),
            new Case(
                    SchemasCheck::new,
                    "create table t (id int primary key, a varchar(40) default md5('x'))",
                    "create table t (id int primary key, a varchar(40) default (sha1('x')))",
                    ValidationVerdict.INCONCLUSIVE,
                    "its defaults are expressions"));

    @Test
    void singleDifferencesBetweenServersOfOneKindAreNamed() {
        judge(ONE_KIND, Kind.POSTGRES, Kind.POSTGRES);
    }

    @Test
    void singleDifferencesBetweenServersOfTwoKindsAreNamed() {
        judge(TO_MARIADB, Kind.POSTGRES, Kind.MARIADB);
    }

    private static void judge(List<Case> cases, Kind source, Kind target) {
        try (Compared compared = compared(source, target)) {
            for (Case each : cases) {
                compared.source(each.source().split(";\\s*"))
                        .target(each.target().split(";\\s*"));
                CheckReport report = compared.run(each.check());
                String text = each + "\n" + Compared.text(report);
                assertThat(report.verdict()).as(text).isEqualTo(each.verdict());
                assertThat(Compared.text(report)).as(text).contains(each.words());
                compared.source(emptied(source)).target(emptied(target));
            }
        }
    }

    private static String[] emptied(Kind kind) {
        return kind == Kind.POSTGRES
                ? new String[] {"drop schema public cascade", "create schema public"}
                : new String[] {"drop table t"};
    }

    private static Compared compared(Kind source, Kind target) {
        return new Compared(side(source), side(target));
    }

    private static Side side(Kind kind) {
        String name = "edges" + databases++;
        return kind == Kind.POSTGRES ? Compared.postgres(postgres, name) : Compared.mariadb(mariadb, name);
    }

    @Test
    void columnsThatAreCalledOtherwiseAreFollowedThroughIndexesAndConstraints() {
        try (Compared compared = compared(Kind.POSTGRES, Kind.POSTGRES)) {
            compared.source(
                    "create table old (k int primary key, p int references old (k), u int unique)",
                    "create index on old (p, u)");
            compared.target(
                    "create table new (id int primary key, parent int references new (id), only_one int unique)",
                    "create index on new (parent, only_one)");
            MappingFile mapping = new MappingFile(
                    Map.of(),
                    List.of(new MappingFile.Table(
                            TableName.of("old"),
                            TableName.of("new"),
                            List.of(),
                            null,
                            null,
                            List.of(renamed("k", "id"), renamed("p", "parent"), renamed("u", "only_one")))),
                    List.of());
            for (Function<CheckContext, Check> check : List.<Function<CheckContext, Check>>of(
                    SchemasCheck::new, IndexesCheck::new, ConstraintsCheck::new)) {
                CheckReport report = compared.run(check, CheckSettings.usual(1), compared.scope(mapping));
                assertThat(report.verdict()).as(Compared.text(report)).isEqualTo(ValidationVerdict.EQUAL);
            }
        }
    }

    @Test
    void serversOfTwoVersionsAreComparedByNameWhereTheirWordsMayDiffer() {
        try (PostgresServer oldest =
                        PostgresServer.start(PostgresOptions.defaults().version(14));
                PostgresServer newest =
                        PostgresServer.start(PostgresOptions.defaults().version(18));
                Compared compared =
                        new Compared(Compared.postgres(oldest, "version"), Compared.postgres(newest, "version"))) {
            compared.both(
                    "create table t (id int generated always as identity primary key, a int references t,"
                            + " b text default 'x' constraint short check (length(b) < 9), unique (a, b))",
                    "create view v as select id, a from t where a is not null",
                    "create function f() returns int language sql as 'select 1'");
            for (Function<CheckContext, Check> check : List.<Function<CheckContext, Check>>of(
                    SchemasCheck::new,
                    IndexesCheck::new,
                    ConstraintsCheck::new,
                    ReferencesCheck::new,
                    SequencesCheck::new)) {
                CheckReport report = compared.run(check);
                assertThat(report.verdict()).as(Compared.text(report)).isEqualTo(ValidationVerdict.EQUAL);
            }
            assertThat(Compared.text(compared.run(SchemasCheck::new)))
                    .contains("view public.v: present on both sides; its text is not compared")
                    .contains("function public.f: present on both sides");
            compared.target("drop view v");
            assertThat(Compared.text(compared.run(SchemasCheck::new)))
                    .contains("view public.v: the target has none of that name");
        }
    }

    @Test
    void orphansThatMoveAreOpenAndThoseThatStayAreProven() {
        try (Compared compared = compared(Kind.POSTGRES, Kind.POSTGRES)) {
            compared.both("create table t (id serial primary key, t_id int)")
                    .target("insert into t values (default, 0)");
            Time moving = whilePausing(() -> compared.target("insert into t values (default, 0)"));
            assertThat(orphans(compared, moving)).isEqualTo(ValidationVerdict.INCONCLUSIVE);
            assertThat(orphans(compared, whilePausing(() -> {}))).isEqualTo(ValidationVerdict.DIFFERENT);
        }
    }

    private static ValidationVerdict orphans(Compared compared, Time time) {
        CheckSettings settings = CheckSettings.usual(1).guessing();
        return compared.run(ReferencesCheck::new, settings, compared.scope(MappingFile.none()), time)
                .verdict();
    }

    private static MappingFile.Column renamed(String name, String target) {
        return new MappingFile.Column(name, target, null, null, new Mapping.Rule.Exact());
    }

    @Test
    void referencesAreGuessedOnlyWhereThatIsAskedFor() {
        try (Compared compared = compared(Kind.POSTGRES, Kind.POSTGRES)) {
            compared.both(
                    "create table countries (id int primary key)",
                    "create table people (id int primary key, country_id int)",
                    "insert into countries values (1)",
                    "insert into people values (1, 1)");
            compared.target("insert into people values (2, 9)");
            assertThat(compared.run(ReferencesCheck::new).verdict()).isEqualTo(ValidationVerdict.EQUAL);
            CheckReport guessed =
                    compared.run(ReferencesCheck::new, CheckSettings.usual(1).guessing());
            assertThat(Compared.text(guessed))
                    .contains(
                            "people (country_id) -> public.countries (id) (guessed from its name): 1 row of the target");
        }
    }

    @Test
    void countsThatComeTogetherAfterTheLagAreEqualAndThoseThatMoveAreOpen() {
        try (Compared compared = compared(Kind.POSTGRES, Kind.POSTGRES)) {
            compared.both("create table t (id serial primary key)").source("insert into t values (default)");
            Time catchingUp =
                    whilePausing(() -> compared.target("insert into t select 1 where not exists (select from t)"));
            assertThat(counted(compared, catchingUp)).isEqualTo(ValidationVerdict.EQUAL);
            Time moving = whilePausing(() -> compared.source("insert into t values (default)"));
            compared.source("insert into t values (default)");
            assertThat(counted(compared, moving)).isEqualTo(ValidationVerdict.INCONCLUSIVE);
            assertThat(counted(compared, whilePausing(() -> {}))).isEqualTo(ValidationVerdict.DIFFERENT);
        }
    }

    private static ValidationVerdict counted(Compared compared, Time time) {
        return compared.run(CountsCheck::new, CheckSettings.usual(1), compared.scope(MappingFile.none()), time)
                .verdict();
    }

    /** A clock that moves only when somebody waits, while the world goes on. */
    private static Time whilePausing(Runnable world) {
        SimulatedTime time = new SimulatedTime();
        return new Time() {
            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public long nanos() {
                return time.nanos();
            }

            @Override
            public void pause(Duration duration) {
                world.run();
                time.pause(duration);
            }
        };
    }
}
