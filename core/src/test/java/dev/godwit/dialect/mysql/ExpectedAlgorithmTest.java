package dev.godwit.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.OnlineDdl;
import dev.godwit.servers.MariadbOptions;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.SourcePosition;
import dev.godwit.sql.Sql;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.mysql.MysqlScripts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan expects is what the server then agrees to. */
class ExpectedAlgorithmTest {
    private static final MysqlFixture SERVER =
            MysqlFixture.start(MariadbOptions.defaults().setting("log_bin", "binlog"));

    private final OnlineDdl online = new MysqlOnlineDdl();

    @AfterAll
    static void stopTheServer() {
        SERVER.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ADD COLUMN c int DEFAULT 5",
                "ALTER TABLE t DROP COLUMN n",
                "ALTER TABLE t MODIFY wide varchar(300)",
                "ALTER TABLE t MODIFY short varchar(20)",
                "ALTER TABLE t MODIFY n bigint",
                "ALTER TABLE t MODIFY kind enum('a','b','c')",
                "ALTER TABLE t MODIFY kind enum('b','a')",
                "ALTER TABLE t MODIFY n int COMMENT 'only this'",
                "ALTER TABLE t MODIFY wide varchar(90)",
                "ALTER TABLE t MODIFY sure varchar(90) NOT NULL",
                "ALTER TABLE t MODIFY n int NOT NULL",
                "ALTER TABLE t ADD INDEX (n)",
                "ALTER TABLE t ADD CONSTRAINT positive CHECK (n > 0)",
                "ALTER TABLE t ADD CONSTRAINT up FOREIGN KEY (n) REFERENCES t (id)",
                "ALTER TABLE t ADD COLUMN twice int GENERATED ALWAYS AS (n * 2) STORED",
                "ALTER TABLE t RENAME COLUMN n TO m",
                "ALTER TABLE t ALTER COLUMN n SET DEFAULT 7",
                "ALTER TABLE searched ADD COLUMN c int",
                "ALTER TABLE squeezed ADD COLUMN c int",
                "ALTER TABLE squeezed RENAME COLUMN n TO m",
            })
    void isWhatTheServerAgreesTo(String text) {
        try (Session session = SERVER.database().open("godwit test")) {
            tables(session);
            StatementFacts facts = facts(text);
            String expected = online.expected(session, facts, text);
            assertThat(expected).contains("; expected: " + agreed(session, facts, text) + "; on replicas: ");
        }
    }

    @Test
    void replicasPayForACopyAgainAndForADictionaryNot() {
        try (Session session = SERVER.database().open("godwit test")) {
            tables(session);
            String copied = "ALTER TABLE t MODIFY n bigint";
            String added = "ALTER TABLE t ADD COLUMN c int";
            String chosen = "ALTER TABLE t MODIFY n bigint, ALGORITHM=COPY";
            String again = "on replicas: done again once it has ended here; they fall behind by as long as it takes";
            assertThat(online.expected(session, facts(copied), copied)).endsWith(again);
            assertThat(online.expected(session, facts(chosen), chosen)).isEqualTo(again);
            assertThat(online.expected(session, facts(added), added)).endsWith("on replicas: as quick");
            session.execute(Sql.of("set global binlog_alter_two_phase = on"));
            assertThat(online.expected(session, facts(copied), copied)).contains("on replicas: begun at the same time");
            session.execute(Sql.of("set global binlog_alter_two_phase = off"));
        }
    }

    private static void tables(Session session) {
        session.execute(
                Sql.of(
                        "create table t (id int primary key, n int, kind enum('a','b'),"
                                + " wide varchar(100) character set utf8mb4, short varchar(10) character set utf8mb4, sure varchar(80) NOT NULL)"));
        session.execute(Sql.of("create table searched (id int primary key, body text, fulltext (body))"));
        session.execute(Sql.of("create table squeezed (id int primary key, n int) row_format=compressed"));
    }

    private static StatementFacts facts(String text) {
        return new MysqlScripts().classify(new ScriptStatement(text, SourcePosition.START));
    }

    private String agreed(Session session, StatementFacts facts, String text) {
        for (OnlineDdl.Manner manner : online.of(session, facts, text).manners()) {
            try {
                session.execute(Sql.verbatim(manner.text()));
                return manner.name();
            } catch (SqlFailure failure) {
                assertThat(online.refused(failure)).as(failure.getMessage()).isTrue();
            }
        }
        return "none";
    }
}
