package dev.godwit.app.verb;

import dev.godwit.db.Database;
import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Dialect;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.sql.Ident;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.Sql;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A dump in plain SQL, as pg_dump writes it, run statement by statement; no client program is needed. */
public final class DumpFile {
    /** The first bytes of pg_dump's other formats. */
    private static final String ARCHIVE = "PGDMP";

    /** Lines in which the version stands. */
    private static final int HEAD_LINES = 50;

    private static final Pattern VERSION = Pattern.compile("-- Dumped from database version (\\d+).*");
    private static final Pattern ROLE = Pattern.compile("role \"(.+)\" does not exist");
    private static final String UNDEFINED_OBJECT = "42704";

    private final Path file;

    public DumpFile(Path file) {
        this.file = file;
    }

    /** The file's name, without its folder. */
    public String name() {
        return String.valueOf(file.getFileName());
    }

    /**
     * The major version of the server that was dumped; empty where the dump does not say.
     *
     * @throws dev.godwit.fault.GodwitException GW-2001 where it is no dump in plain SQL
     */
    public Optional<Integer> majorVersion() {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (int i = 0; i < HEAD_LINES; i++) {
                String line = reader.readLine();
                if (line == null) {
                    return Optional.empty();
                }
                if (line.startsWith(ARCHIVE)) {
                    throw wrong("is an archive, not plain SQL")
                            .next("pg_restore -f dump.sql " + file.getFileName())
                            .exception();
                }
                Matcher version = VERSION.matcher(line);
                if (version.matches()) {
                    return Optional.of(Integer.valueOf(version.group(1)));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(e).exception();
        }
    }

    /**
     * Runs it.
     *
     * @return how many statements it had
     * @throws dev.godwit.fault.GodwitException GW-3001 with the place of a statement that failed
     */
    public long load(Dialect dialect, Database database) {
        try (Session session = database.open("godwit dump");
                BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Iterator<ScriptStatement> statements = dialect.scripts().split(reader, file.toString());
            long count = 0;
            while (statements.hasNext()) {
                run(dialect, session, statements.next());
                count++;
            }
            return count;
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e).exception();
        }
    }

    /** Dumps name roles and do not make them. */
    private void run(Dialect dialect, Session session, ScriptStatement statement) {
        try {
            send(dialect, session, statement);
        } catch (SqlFailure failure) {
            Matcher role = ROLE.matcher(failure.getMessage());
            if (!failure.sqlState().equals(UNDEFINED_OBJECT) || !role.matches()) {
                throw failed(statement, failure).exception();
            }
            try {
                session.execute(Sql.of("create role {}", Ident.fromCatalog(role.group(1))));
                send(dialect, session, statement);
            } catch (SqlFailure again) {
                throw failed(statement, again).exception();
            }
        }
    }

    private static void send(Dialect dialect, Session session, ScriptStatement statement) {
        if (statement.copyData() == null) {
            session.execute(Sql.verbatim(statement.text()));
        } else {
            dialect.load(session, statement);
        }
    }

    private Problem failed(ScriptStatement statement, SqlFailure failure) {
        return Problem.of(
                        ErrorCode.STATEMENT_FAILED,
                        "the dump cannot be loaded: " + failure.getMessage() + " [SQLSTATE " + failure.sqlState() + "]")
                .at(Place.of(file.toString(), statement.position().line(), 0))
                .changed("nothing but the disposable server, which is gone")
                .next("dump with --no-owner and without what this server lacks");
    }

    private Problem unreadable(Exception reason) {
        return wrong(
                reason instanceof MalformedInputException || reason.getCause() instanceof MalformedInputException
                        ? "is neither plain SQL nor UTF-8"
                        : "cannot be read: " + reason.getMessage());
    }

    private Problem wrong(String what) {
        return Problem.of(ErrorCode.FILE_UNREADABLE, file + " " + what).at(Place.of(file.toString()));
    }
}
