package dev.godwit.sql.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.ColumnExtras;
import dev.godwit.sql.Action.ColumnSpec;
import dev.godwit.sql.Action.ConstraintKind;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.SourcePosition;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatementFactsTest {
    private static final TableName T = TableName.of("t");

    static Stream<Arguments> locks() throws IOException {
        try (InputStream in = StatementFactsTest.class.getResourceAsStream("locks.tsv")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            List<Arguments> rows = text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arguments.of((Object[]) line.split("\t", 4)))
                    .toList();
            return rows.stream();
        }
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("locks")
    void knowsLocksWorkAndTransactions(String locks, String work, String transactional, String statement) {
        StatementFacts facts = facts(statement);
        String found = facts.locks().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(lock -> lock.getKey() + "=" + lock.getValue())
                .collect(Collectors.joining(" "));
        assertThat(List.of(found, facts.work().toString(), String.valueOf(facts.transactional())))
                .isEqualTo(List.of(locks, work, transactional));
    }

    @Test
    void readsAColumnWithAllThatItSays() {
        Action.CreateTable table = (Action.CreateTable) facts(
                        "CREATE TABLE t (`a``b` VarChar ( 10 ) CHARSET latin1 COLLATE"
                                + " latin1_bin NOT NULL DEFAULT 'x' COMMENT 'it''s' UNIQUE, c DECIMAL(10, 2) UNSIGNED ZEROFILL"
                                + " DEFAULT -1.5, d TIMESTAMP(3) NULL DEFAULT NOW(3) ON UPDATE NOW(3), e ENUM('a','B b') DEFAULT NULL,"
                                + " f DOUBLE PRECISION GENERATED ALWAYS AS (c * 2) PERSISTENT, g SERIAL, h BIGINT(20) KEY)")
                .actions()
                .get(0);
        assertThat(table.columns())
                .containsExactly(
                        new ColumnSpec(
                                "a`b",
                                "varchar(10)",
                                "'x'",
                                true,
                                false,
                                true,
                                false,
                                false,
                                null,
                                null,
                                new ColumnExtras("latin1", "latin1_bin", null, null, "it's", null)),
                        new ColumnSpec(
                                "c",
                                "decimal(10,2) unsigned zerofill",
                                "-1.5",
                                false,
                                false,
                                false,
                                false,
                                false,
                                null,
                                null),
                        new ColumnSpec(
                                "d",
                                "timestamp(3)",
                                "NOW(3)",
                                false,
                                false,
                                false,
                                false,
                                false,
                                null,
                                null,
                                new ColumnExtras(null, null, null, "NOW(3)", null, null)),
                        new ColumnSpec("e", "enum('a','B b')", "NULL", false, false, false, false, false, null, null),
                        new ColumnSpec(
                                "f",
                                "double precision",
                                null,
                                false,
                                false,
                                false,
                                true,
                                false,
                                null,
                                null,
                                new ColumnExtras(null, null, "c * 2", null, null, null)),
                        new ColumnSpec("g", "serial", null, true, false, true, false, true, null, null),
                        new ColumnSpec("h", "bigint(20)", null, false, true, false, false, false, null, null));
    }

    @Test
    void readsKeysAndConstraints() {
        List<Action> actions = facts(
                        "CREATE TABLE t (id INT, PRIMARY KEY (id), UNIQUE INDEX u (a, b(10)), KEY (c DESC),"
                                + " SPATIAL INDEX s (g), CONSTRAINT k UNIQUE (d), FOREIGN KEY f (e) REFERENCES x.y (id) ON DELETE CASCADE,"
                                + " CONSTRAINT p CHECK (a > 0)) ENGINE=InnoDB DEFAULT CHARSET utf8mb4")
                .actions();
        Action.CreateTable table = (Action.CreateTable) actions.get(0);
        assertThat(table.constraints().stream().map(each -> each.name() + " " + each.kind() + " " + each.columns()))
                .containsExactly(
                        "null PRIMARY_KEY [id]",
                        "u UNIQUE [a, b(10)]",
                        "k UNIQUE [d]",
                        "f FOREIGN_KEY [e]",
                        "p CHECK []");
        assertThat(table.constraints().get(3).onDeleteCascade()).isTrue();
        assertThat(table.constraints().get(3).references()).isEqualTo(TableName.of("x", "y"));
        assertThat(actions.subList(1, actions.size()))
                .containsExactly(
                        new Action.CreateIndex(null, T, List.of("c"), false, false, false, "btree", null),
                        new Action.CreateIndex(
                                TableName.of("s"), T, List.of("g"), false, false, false, "spatial", null),
                        new Action.TableOptions(T, Map.of("engine", "InnoDB", "character set", "utf8mb4")));
    }

    @Test
    void readsSeveralClausesOfOneAlter() {
        ColumnSpec b = new ColumnSpec(
                "b",
                "int",
                null,
                true,
                false,
                false,
                false,
                false,
                null,
                null,
                new ColumnExtras(null, null, null, null, null, "after c"));
        assertThat(facts(
                                "ALTER TABLE t CHANGE a b INT NOT NULL AFTER c, DROP COLUMN IF EXISTS d, DROP KEY i,"
                                        + " DROP FOREIGN KEY f, RENAME INDEX x TO y, ADD UNIQUE u (e), ALGORITHM=INPLACE, LOCK=NONE")
                        .actions())
                .containsExactly(
                        new Action.RenameColumn(T, "a", "b"),
                        new Action.RedefineColumn(T, "a", b),
                        new Action.AlterColumnType(T, "b", "int", null),
                        new Action.SetNotNull(T, "b"),
                        new Action.DropColumn(T, "d", true, false),
                        new Action.DropIndex(T, "i", false),
                        new Action.DropConstraint(T, "f", false, false),
                        new Action.RenameObject(Action.ObjectKind.INDEX, TableName.of("x"), "y"),
                        new Action.AddConstraint(
                                T,
                                new Action.ConstraintSpec(
                                        "u", ConstraintKind.UNIQUE, List.of("e"), null, null, false, null, false)),
                        new Action.OnlineOptions(T, "INPLACE", "NONE"));
    }

    @Test
    void namesThePartitionsThatAreDropped() {
        List<TableName> partitions = List.of(TableName.of("t", "p0"), TableName.of("t", "p1"));
        assertThat(facts("ALTER TABLE t DROP PARTITION IF EXISTS p0, p1").actions())
                .containsExactly(new Action.DropObject(Action.ObjectKind.PARTITION, partitions, true, false, false));
    }

    @Test
    void namesTheCommand() {
        assertThat(facts("create unique index i on t (a)").kind()).isEqualTo("CREATE INDEX");
        assertThat(facts("/*!50000 alter */ table t add a int").kind()).isEqualTo("ALTER TABLE");
        assertThat(facts("replace into t values (1)").kind()).isEqualTo("REPLACE");
        assertThat(facts("execute immediate 'select 1'").kind()).isEqualTo("EXECUTE IMMEDIATE");
        assertThat(facts("start transaction read only").controlsTransaction()).isTrue();
        assertThat(facts("set autocommit = 0").controlsTransaction()).isTrue();
    }

    @Test
    void knowsTheWordsThatNeedQuotes() {
        MysqlScripts scripts = new MysqlScripts();
        assertThat(List.of("key", "RANK", "groups", "offset", "returning")).allMatch(scripts::reserves);
        assertThat(List.of("user", "name", "status", "date")).noneMatch(scripts::reserves);
    }

    @Test
    void namesWhatEachTargetLoses() {
        StatementFacts facts = facts("DELETE a, u FROM t AS a JOIN u ON a.id = u.id WHERE a.v = 1");
        assertThat(facts.actions().stream().map(action -> ((Action.Delete) action).table()))
                .containsExactly(T, TableName.of("u"));
        assertThat(facts("UPDATE t AS a, u SET a.x = 1, u.y = 2, z = 3 WHERE a.id = u.id").actions().stream()
                        .map(action -> ((Action.Update) action).table() + "" + ((Action.Update) action).columns()))
                .containsExactly("t[x, z]", "u[y]");
    }

    @Test
    void deepNestingIsNotUnderstoodAndNoCrash() {
        for (String open : List.of("(", "(select ", "f(")) {
            String statement = "select " + open.repeat(20_000) + "1" + ")".repeat(20_000);
            assertThat(facts(statement).verdict()).isEqualTo(Verdict.ASK);
        }
        assertThat(facts("delete from t where " + "not ".repeat(100_000) + "true")
                        .verdict())
                .isEqualTo(Verdict.GATE);
        assertThat(facts("delete from t where " + "!".repeat(100_000) + "true").verdict())
                .isEqualTo(Verdict.GATE);
    }

    @Test
    void longStatementsAreJudgedInLinearTime() {
        String rows = "(1, 'a', lower('b')), ".repeat(50_000) + "(1)";
        String ors = "a = 1 or ".repeat(50_000) + "1 = 1";
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            assertThat(facts("insert into t values " + rows).verdict()).isEqualTo(Verdict.ALLOW);
            assertThat(facts("update t set a = 2 where " + ors).verdict()).isEqualTo(Verdict.GATE);
            assertThat(facts("drop table " + "t, ".repeat(50_000) + "t").verdict())
                    .isEqualTo(Verdict.GATE);
            assertThat(facts("alter table t " + "add a int, ".repeat(20_000) + "add b int")
                            .verdict())
                    .isEqualTo(Verdict.ALLOW);
        });
    }

    private static StatementFacts facts(String statement) {
        return new MysqlScripts().classify(new ScriptStatement(statement, SourcePosition.START));
    }
}
