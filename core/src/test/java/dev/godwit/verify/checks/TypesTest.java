package dev.godwit.verify.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.servers.MariadbOptions;
import dev.godwit.servers.MariadbServer;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.CheckReport.Finding;
import dev.godwit.verify.Side;
import dev.godwit.verify.shape.TypeMapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The declared mapping of types, each line of it on real servers: every case is a column of two tables that are compared. */
class TypesTest {
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

    private record Case(String source, String target, String judgement, String said) {}

    @Test
    void eachPairOfTypesIsJudgedAsTheTableSaysAndEachLineHasACase() {
        Set<String> seen = new TreeSet<>();
        cases().keySet().forEach(servers -> judge(servers, seen));
        assertThat(seen)
                .containsAll(TypeMapping.lines().stream()
                        .map(line -> line.from() + " -> " + line.to())
                        .toList());
    }

    private static void judge(String servers, Set<String> seen) {
        List<Case> cases = Objects.requireNonNull(cases().get(servers));
        String[] kinds = servers.split(" -> ");
        try (Compared compared = new Compared(side(kinds[0]), side(kinds[1]))) {
            compared.source(table(kinds[0], cases.stream().map(Case::source).toList()));
            compared.target(table(kinds[1], cases.stream().map(Case::target).toList()));
            CheckReport report = compared.run(SchemasCheck::new);
            seen.addAll(compared.meanings());
            for (int i = 0; i < cases.size(); i++) {
                String found = found(report, i);
                assertThat(found)
                        .as(servers + ": " + cases.get(i))
                        .startsWith(cases.get(i).judgement());
                assertThat(found)
                        .as(servers + ": " + cases.get(i))
                        .contains(cases.get(i).said());
            }
        }
    }

    private static Side side(String kind) {
        String name = "types" + databases++;
        return kind.equals("postgres") ? Compared.postgres(postgres, name) : Compared.mariadb(mariadb, name);
    }

    private static String[] table(String kind, List<String> types) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String type = types.get(i);
            String name = "c" + i;
            boolean checked = type.endsWith(" CHECKED");
            String plain = type.replace(" CHECKED", "");
            columns.add(name + " " + plain + (kind.equals("mariadb") ? " null" : "")
                    + (checked ? " check (" + name + " in ('red', 'green'))" : ""));
        }
        String table = "create table t (" + String.join(", ", columns) + ")";
        return kind.equals("postgres")
                ? new String[] {"create type colour as enum ('red', 'green')", table}
                : new String[] {table};
    }

    /** The judgement and what was said of a column. */
    private static String found(CheckReport report, int column) {
        for (Finding finding : report.findings()) {
            if (finding.subject().matches("column .*\\.t\\.c" + column)) {
                String what = finding.what();
                boolean judged = what.startsWith("mapped: ") || what.startsWith("weaker: ");
                return judged ? what : "unknown: " + what;
            }
        }
        return "equal";
    }

    private static Map<String, List<Case>> cases() {
        Map<String, List<Case>> cases = new LinkedHashMap<>();
        String servers = "";
        for (String line : text("types.txt").lines().toList()) {
            if (line.startsWith("[")) {
                servers = line.substring(1, line.length() - 1);
                cases.put(servers, new ArrayList<>());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split("\\|", -1);
                Objects.requireNonNull(cases.get(servers))
                        .add(new Case(parts[0].strip(), parts[1].strip(), parts[2].strip(), parts[3].strip()));
            }
        }
        return cases;
    }

    private static String text(String resource) {
        try (InputStream in = TypesTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
