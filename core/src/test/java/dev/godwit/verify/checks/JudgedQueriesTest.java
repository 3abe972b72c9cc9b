package dev.godwit.verify.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.mysql.MysqlDialect;
import dev.godwit.dialect.postgres.PostgresDialect;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.sql.mysql.MysqlScripts;
import dev.godwit.sql.postgres.PostgresScripts;
import dev.godwit.verify.checks.CheckSettings.Declared;
import dev.godwit.verify.checks.CheckSettings.Query;
import dev.godwit.verify.checks.QualityRule.Demand;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What may stand in a file of declarations: queries that are known to read only, and nothing else. */
class JudgedQueriesTest {
    private static final Dialect POSTGRES = new PostgresDialect(new PostgresScripts());
    private static final Dialect MYSQL = new MysqlDialect(new MysqlScripts());

    static final List<String> READS = List.of(
            "select 1 from users where born > '2100-01-01'",
            "select count(*) from users u join logins l on l.user_id = u.id where l.at > current_timestamp",
            "with late as (select id from users where id > 7) select * from late",
            "select 'delete from users'",
            "select id from users union all select id from logins");

    static final List<String> DOES_NOT = List.of(
            "delete from users",
            "update users set email = null where id = 1",
            "insert into users values (1)",
            "truncate users",
            "drop table users",
            "select 1; drop table users",
            "select pg_terminate_backend(1)",
            "select sleepy(1)",
            "select * from users for update",
            "set search_path = 'other'",
            "begin",
            "call tidy()",
            "create table copies as select * from users",
            "");

    static final List<String> ONLY_POSTGRES_WOULD_ACT = List.of(
            "with gone as (delete from users returning id) select * from gone",
            "select * into copies from users",
            "do $$ begin delete from users; end $$",
            "copy users to program 'sh'",
            "select lo_unlink(7)",
            "explain analyze delete from users");

    static final List<String> ONLY_MYSQL_WOULD_ACT = List.of(
            "select 1 /*! into outfile '/x' */",
            "select * from users into outfile '/x'",
            "analyze delete from users",
            "select get_lock('a', 1)");

    @ParameterizedTest
    @FieldSource("READS")
    void whatReadsIsLetThrough(String query) {
        for (Dialect dialect : List.of(POSTGRES, MYSQL)) {
            assertThatCode(() -> JudgedQueries.check(declared(query), dialect, dialect))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @FieldSource("DOES_NOT")
    void whatIsNotKnownToReadIsRefusedOnBothDialects(String query) {
        refused(POSTGRES, query);
        refused(MYSQL, query);
    }

    @ParameterizedTest
    @FieldSource("ONLY_POSTGRES_WOULD_ACT")
    void whatOnlyPostgresWouldDoIsRefusedThere(String query) {
        refused(POSTGRES, query);
    }

    @ParameterizedTest
    @FieldSource("ONLY_MYSQL_WOULD_ACT")
    void whatOnlyMysqlWouldDoIsRefusedThere(String query) {
        refused(MYSQL, query);
    }

    private static void refused(Dialect dialect, String query) {
        assertThatThrownBy(() -> JudgedQueries.check(declared(query), dialect, dialect))
                .as(dialect.name() + ": " + query)
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        refused -> assertThat(refused.problems())
                                .as("the query on both sides, and the rule")
                                .hasSize(3)
                                .allSatisfy(problem -> {
                                    assertThat(problem.code()).isEqualTo(ErrorCode.STATEMENT_REFUSED);
                                    assertThat(problem.what()).contains("is not known to read only: ");
                                }));
    }

    @Test
    void eachSideIsJudgedByItsOwnDialectAndAllPiecesAreNamedAtOnce() {
        Query query = new Query("outfile", "select 1", "select 1 /*! into outfile '/x' */");
        QualityRule rule = QualityRule.none(new Demand.Custom("tidy", "select tidy()"));
        Declared declared = new Declared(List.of(), List.of(query), List.of(rule));
        assertThatThrownBy(() -> JudgedQueries.check(declared, POSTGRES, MYSQL))
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        refused -> assertThat(refused.problems().stream().map(Problem::what))
                                .satisfiesExactly(
                                        first -> assertThat(first).startsWith("query outfile, as the target is asked,"),
                                        second -> assertThat(second).startsWith("rule tidy is not known")));
        Declared swapped = new Declared(List.of(), List.of(new Query("q", query.target(), query.source())), List.of());
        assertThatCode(() -> JudgedQueries.check(swapped, POSTGRES, MYSQL)).doesNotThrowAnyException();
    }

    private static Declared declared(String query) {
        return new Declared(
                List.of(),
                List.of(new Query("asked", query, query)),
                Stream.of(query)
                        .map(each -> QualityRule.none(new Demand.Custom("kept", each)))
                        .toList());
    }
}
