package dev.godwit.state;

import dev.godwit.db.Session;
import dev.godwit.sql.SqlBook;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs of a database, and what a person tells a running one from another terminal. */
public final class Runs {
    private final SqlBook sql;

    public Runs(SqlBook control) {
        this.sql = control;
    }

    /** What a run says of itself when it begins. */
    public record Opening(
            String run,
            String verb,
            String planName,
            String planHash,
            String environment,
            String requestedBy,
            String host,
            long process,
            String toolVersion) {}

    /** A run as recorded; {@code endedAt} is null while it runs, {@code exitCode} also after it was killed. */
    public record Line(
            String run,
            String verb,
            String planName,
            String environment,
            String requestedBy,
            Instant startedAt,
            @Nullable Instant endedAt,
            String outcome,
            @Nullable Long exitCode,
            @Nullable String summary) {}

    /** A command from another terminal: {@code pause}, {@code resume}, {@code stop} or {@code set} with name and value. */
    public record Command(String verb, String name, String value, String givenBy) {}

    /** Records a run that begins. */
    public void begin(Session session, Opening opening) {
        session.write(sql.sql(
                "run.begin",
                "run",
                opening.run(),
                "verb",
                opening.verb(),
                "plan",
                opening.planName(),
                "hash",
                opening.planHash(),
                "environment",
                opening.environment(),
                "by",
                opening.requestedBy(),
                "host",
                opening.host(),
                "process",
                opening.process(),
                "version",
                opening.toolVersion()));
    }

    /** Records how a run ended. */
    public void end(Session session, String run, Ending ending) {
        session.write(sql.sql(
                "run.end",
                "outcome",
                ending.outcome(),
                "code",
                ending.exitCode(),
                "summary",
                ending.summary(),
                "run",
                run));
    }

    /** Ends the records of all other runs that have no end: for the holder of the lease, who knows that they are dead. */
    public void bury(Session session, String survivor) {
        session.query(sql.sql("run.endless", "run", survivor), row -> row.text(1))
                .forEach(dead -> session.write(sql.sql("run.bury", "run", dead)));
    }

    /** Whether a run or a lease has no end: one is under way, or was killed. */
    public boolean unended(Session session) {
        return session.first(sql.sql("run.unended"), row -> row.flag(1)).orElse(false);
    }

    /** Whether runs of the plan of that hash changed what still stands, or left it half-way. */
    public boolean leftSomething(Session session, String planHash) {
        return session.first(sql.sql("run.left-something", "hash", planHash), row -> row.flag(1))
                .orElse(false);
    }

    /** How a run ended. */
    public record Ending(String outcome, int exitCode, String summary) {}

    /** The latest runs, newest first. */
    public List<Line> recent(Session session, int count) {
        return session.query(sql.sql("run.recent", "count", count), Runs::line);
    }

    /** A run by name. */
    public Optional<Line> find(Session session, String run) {
        return session.first(sql.sql("run.read", "run", run), Runs::line);
    }

    /** Leaves a command for a run. */
    public void command(Session session, String run, Command command) {
        session.write(sql.sql(
                "command.give",
                "run",
                run,
                "verb",
                command.verb(),
                "name",
                command.name(),
                "value",
                command.value(),
                "by",
                command.givenBy()));
    }

    /** Takes the commands that wait for a run, in the order in which they were given. */
    public List<Command> take(Session session, String run) {
        return session
                .query(
                        sql.sql("command.waiting", "run", run),
                        row -> new Waiting(
                                row.number(1), new Command(row.text(2), row.text(3), row.text(4), row.text(5))))
                .stream()
                .filter(waiting -> session.write(sql.sql("command.take", "command", waiting.number())) == 1)
                .map(Waiting::command)
                .toList();
    }

    private record Waiting(long number, Command command) {}

    private static Line line(dev.godwit.db.Row row) {
        return new Line(
                row.text(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.instant(6),
                row.instantOrNull(7),
                row.text(8),
                row.numberOrNull(9),
                row.textOrNull(10));
    }
}
