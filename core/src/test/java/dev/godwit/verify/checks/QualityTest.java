package dev.godwit.verify.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.fault.GodwitException;
import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Side;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.checks.CheckSettings.Declared;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rules for what was loaded, on both kinds of servers: kept, and broken one by one. */
class QualityTest {
    private static final Scope NOTHING = new Scope(Map.of(), List.of(), 1);

    /** Each breaks the rule whose words are given. */
    private static final Map<String, String> BREAKS = Map.of(
            "update loans set reader = null where id = 1", "loans.reader: rows with NULL is 1; wanted at most 0",
            "update loans set book_id = 2, taken = '2000-01-01' where id in (2, 3)",
                    "loans.book_id, taken: values that are there several times is 1; wanted at most 0",
            "update loans set state = 'lost' where id = 4",
                    "loans.state: rows with another value is 1; wanted at most 0",
            "update loans set book_id = 77 where id = 1",
                    "loans.book_id: rows that point to nothing is 1; wanted at most 0",
            "update loans set taken = '2020-01-01'", "loans.taken: age of the youngest value in seconds is ",
            "delete from loans where id = 4", "table loans: number of rows is 3; wanted between 4 and 4",
            "update loans set state = 'out'", "loans.state: share of a value is 1; wanted at most 0.5",
            "update loans set fee = fee + 1", "loans.fee: mean is 3.5; wanted between 2 and 3",
            "update loans set fee = 50 where id = 4", "loans.fee: standard deviation is ",
            "update loans set fee = 0 where id = 1",
                    "rule no loan is free: rows that are wrong is 1; wanted at most 0");

    @Test
    void rulesAreKeptAndBrokenOnPostgres() {
        try (PostgresServer server = PostgresServer.start(PostgresOptions.defaults())) {
            breakEach(Compared.postgres(server, "quality"));
        }
    }

    @Test
    void rulesAreKeptAndBrokenOnMariadb() {
        try (MariadbServer server = MariadbServer.start(MariadbOptions.defaults())) {
            breakEach(Compared.mariadb(server, "quality"));
        }
    }

    private static void breakEach(Side side) {
        CheckSettings settings = CheckSettings.usual(1).declared(declared());
        try (Compared compared = new Compared(side, side)) {
            compared.target(
                    "create table books (id int primary key)",
                    "create table loans (id int primary key, book_id int, reader varchar(10), state varchar(10),"
                            + " taken timestamp null, fee numeric(5, 2))");
            BREAKS.forEach((statement, words) -> {
                compared.target(
                        "delete from loans",
                        "delete from books",
                        "insert into books values (1), (2), (3), (4)",
                        "insert into loans select id, id, 'r', case when id < 3 then 'out' else 'back' end,"
                                + " current_timestamp, id from books");
                CheckReport kept = compared.run(QualityCheck::new, settings, NOTHING);
                assertThat(kept.verdict()).as(Compared.text(kept)).isEqualTo(ValidationVerdict.EQUAL);
                compared.target(statement);
                CheckReport broken = compared.run(QualityCheck::new, settings, NOTHING);
                assertThat(broken.verdict()).as(statement).isEqualTo(ValidationVerdict.DIFFERENT);
                assertThat(Compared.text(broken)).as(statement).contains(words);
            });
        }
    }

    @Test
    void aFileDeclaresReferencesQueriesAndRules() {
        Declared declared = declared();
        assertThat(declared.references()).hasToString("[loans (book_id) -> books (id)]");
        assertThat(declared.queries())
                .singleElement()
                .satisfies(query -> assertThat(query.target()).isEqualTo(query.source()));
        assertThat(declared.rules()).hasSize(10);
    }

    @Test
    void allMistakesOfAFileAreSaidAtOnce() {
        String text = """
                godwit: 1
                quality:
                  - {rule: not_null, table: t}
                  - {rule: unique, table: t, columns: [a], column: b}
                  - {rule: mean, table: t, column: a}
                """;
        assertThatThrownBy(() -> DeclaredReader.read(text, "checks.yaml"))
                .isInstanceOfSatisfying(
                        GodwitException.class,
                        mistakes -> assertThat(mistakes.problems())
                                .extracting(problem -> problem.what())
                                .containsExactly(
                                        "the rule not_null needs column",
                                        "the rule unique has no column",
                                        "the rule mean needs at_least or at_most"));
    }

    private static Declared declared() {
        try (InputStream in = QualityTest.class.getResourceAsStream("quality.yaml")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return DeclaredReader.read(text, "quality.yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
