package dev.godwit.dialect.postgres;

import static dev.godwit.dialect.postgres.PostgresFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.db.Session;
import dev.godwit.servers.PostgresOptions;
import dev.godwit.sql.Quoting;
import dev.godwit.sql.Sql;
import dev.godwit.sql.SqlBook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every block of our SQL is understood by every version that we support. */
class PostgresStatementsTest {
    private static final Quoting QUOTING = new PostgresQuoting();
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z][a-z_0-9]*)");

    private static final List<String> BOOKS = List.of(
            "session.sql",
            "locks.sql",
            "chunks.sql",
            "health.sql",
            "catalog.sql",
            "snapshot.sql",
            "probe.sql",
            "samples.sql",
            "structure.sql");

    /** What stands for the parameters of the blocks. */
    private static final Map<String, Object> SAMPLES = new HashMap<>(Map.of(
            "texts", Sql.verbatim("walked.id::text"),
            "table", Sql.verbatim("t"),
            "ascending", Sql.verbatim("walked.id"),
            "descending", Sql.verbatim("walked.id desc"),
            "range", Sql.verbatim("walked.id > 1"),
            "bound", Sql.verbatim("walked.id > 1"),
            "column", Sql.verbatim("walked.id"),
            "type", Sql.verbatim("integer"),
            "within", Sql.verbatim("0.5"),
            "values", Sql.verbatim("values (1), (2)")));

    static {
        SAMPLES.put("value", Sql.verbatim("1"));
        SAMPLES.put("limit", Sql.verbatim("2"));
        SAMPLES.put("skip", 1L);
        SAMPLES.put("session", 1L);
        SAMPLES.put("recent", 1L);
        SAMPLES.put("key", 1L);
        SAMPLES.put("now", Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 17, 18})
    void everyBlockIsPrepared(int major) {
        prepareAll(major);
    }

    @Tag("nightly")
    @ParameterizedTest
    @ValueSource(ints = {15, 16})
    void everyBlockIsPreparedOnTheVersionsBetween(int major) {
        prepareAll(major);
    }

    private static void prepareAll(int major) {
        try (PostgresFixture postgres =
                        PostgresFixture.start(PostgresOptions.defaults().version(major));
                Session session = postgres.database().open("godwit test")) {
            run(session, "create schema godwit");
            run(session, "create table godwit.heartbeat (id int primary key, at timestamptz)");
            run(session, "create table t (id int primary key)");
            for (String name : BOOKS) {
                SqlBook book = SqlBook.load(PostgresDialect.class, name);
                assertThat(book.names()).as(name).isNotEmpty();
                for (String block : book.names()) {
                    prepare(session, book, block);
                }
            }
            assertThat(new PostgresCatalog().identity(session).majorVersion()).isEqualTo(major);
            assertThat(new PostgresCatalog().snapshot(session).entries()).containsKey("table public.t");
        }
    }

    private static void prepare(Session session, SqlBook book, String block) {
        Object[] parameters = PARAMETER
                .matcher(book.text(block))
                .results()
                .map(found -> found.group(1))
                .distinct()
                .flatMap(parameter -> java.util.stream.Stream.of(parameter, sample(book.text(block), parameter)))
                .toArray();
        Sql.Rendered rendered = book.sql(block, parameters).render(QUOTING);
        if (block.equals("session.settings")) {
            return;
        }
        boolean answers = session.driven(Connection.class, connection -> described(connection, rendered.text()));
        assertThat(answers)
                .as(block)
                .isEqualTo(!Set.of("heartbeat.write", "heartbeat.touch").contains(block));
    }

    /** The description of the answer makes the driver send the statement to the server for preparation. */
    private static boolean described(Connection connection, String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.getParameterMetaData().getParameterCount();
            return statement.getMetaData() != null;
        }
    }

    /** {@code :column} is a text in the probe and a piece of SQL in the walk. */
    private static Object sample(String text, String parameter) {
        boolean piece = !parameter.equals("column") || text.contains("min(:column)");
        return piece ? SAMPLES.getOrDefault(parameter, "x") : "x";
    }
}
