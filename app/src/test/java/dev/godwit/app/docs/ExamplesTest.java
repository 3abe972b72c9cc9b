package dev.godwit.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.servers.PostgresOptions;
import dev.godwit.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each example goes up, down and up again: down brings everything back (the catalog alone where {@code expect.yaml} says {@code
 * undo: lossy}), and the second up gives what the first gave.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesTest {
    /** All of the catalog and of the rows that an example may touch, one line each; told by the server, not by Godwit. */
    private static final String STATE = """
            select 'column ' || c.table_name || '.' || c.column_name || ' ' || c.data_type || ' ' || c.is_nullable
                || coalesce(' ' || c.column_default, '')
            from information_schema.columns c where c.table_schema = 'public'
            union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
                || ' ' || convalidated
            from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
            union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
            union all select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
                and tgrelid::regclass::text not like 'godwit.%'
            union all select 'function ' || pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
            union all select 'options ' || relname || ' ' || coalesce(reloptions::text, '')
            from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
            order by 1""";

    private PostgresServer server;

    @BeforeAll
    void startAServer() {
        server = PostgresServer.start(PostgresOptions.defaults().user("ana").database("postgres"));
    }

    @AfterAll
    void stopIt() {
        server.close();
    }

    static Stream<Path> examples() {
        return Examples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void goesUpDownAndUp(Path example, @TempDir Path folder) throws Exception {
        GuideDatabase database = GuideDatabase.create(server, "example");
        database.run(Files.readString(example.resolve("before.sql")) + ";\nanalyze;");
        List<String> before = state(database);
        Path migrations = example.resolve("migrations");
        run(database, migrations, folder, "apply", "--yes");
        List<String> completed = state(database);
        assertThat(completed).isNotEqualTo(before);
        run(database, migrations, folder, "rollback", "--to", "0", "--yes");
        assertThat(lossy(example) ? catalog(state(database)) : state(database))
                .isEqualTo(lossy(example) ? catalog(before) : before);
        run(database, migrations, folder, "apply", "--yes");
        assertThat(withoutClock(state(database))).isEqualTo(withoutClock(completed));
    }

    /** An example needs no approval and no configuration. */
    private void run(GuideDatabase database, Path migrations, Path folder, String... verb) {
        List<String> arguments =
                new ArrayList<>(List.of("--url", database.url(), "--migrations", migrations.toString()));
        arguments.addAll(List.of(verb));
        Map<String, String> environment = Map.of("PGPASSWORD", server.password(), "GODWIT_OPERATOR", "ana");
        GuideProgram.Ended ended = new GuideProgram(environment, new GuideTime(), folder).run(arguments);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    private static List<String> state(GuideDatabase database) {
        List<String> state = new ArrayList<>(database.rows(STATE));
        for (String table : database.rows("select tablename from pg_tables where schemaname = 'public' order by 1")) {
            database.rows("select to_jsonb(t)::text from " + table + " t order by 1")
                    .forEach(row -> state.add("row of " + table + " " + row));
        }
        return state;
    }

    private static boolean lossy(Path example) throws IOException {
        Path expectation = example.resolve("expect.yaml");
        return Files.exists(expectation) && Files.readString(expectation).contains("undo: lossy");
    }

    private static List<String> catalog(List<String> state) {
        return state.stream().filter(line -> !line.startsWith("row of ")).toList();
    }

    /** Rows tell when they were made. */
    private static List<String> withoutClock(List<String> state) {
        return state.stream()
                .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+", "..."))
                .toList();
    }
}
