package dev.godwit.steps;

import dev.godwit.db.Session;
import dev.godwit.db.SqlFailure;
import dev.godwit.dialect.Chunks;
import dev.godwit.dialect.Chunks.Access;
import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.TableFacts.ColumnFacts;
import dev.godwit.engine.Surroundings;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.model.Key;
import dev.godwit.model.KeyRange;
import dev.godwit.model.TableName;
import dev.godwit.plan.StatementPlan;
import dev.godwit.sql.Action;
import dev.godwit.sql.Fragment;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Verdict;
import dev.godwit.sql.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges a backfill against the live database and says what it will cost. Reads only. */
final class BackfillPrice {
    /** CPU of a row with two indexes, measured over three million rows (PostgreSQL 15, range form). */
    static final long NANOS_PER_ROW = 4_600;
    /** Write-ahead log of a row with two indexes, measured in the same run. */
    static final long LOG_BYTES_PER_ROW = 544;

    private final BackfillStep step;
    private final Dialect dialect;
    private final Session session;

    BackfillPrice(BackfillStep step, Surroundings surroundings) {
        this.step = step;
        this.dialect = surroundings.dialect();
        this.session = surroundings.session();
    }

    /** The one statement that is sent again and again; throws all problems at once. */
    List<StatementPlan> statements() {
        Judged judged = judged();
        return List.of(priced(judged.facts(), judged.target()));
    }

    /**
     * What reading and asking the server told.
     *
     * @param facts of the statement
     */
    record Judged(StatementFacts facts, BackfillTarget target) {}

    /**
     * Judges the step; throws all problems at once. Also asked right before the first chunk, because a plan may have been
     * made before the table was there.
     */
    Judged judged() {
        List<Problem> problems = new ArrayList<>();
        StatementFacts facts = read();
        BackfillTarget target = BackfillTarget.find(step, dialect, session);
        dialect.chunks()
                .obstacle(session, target.facts().name())
                .ifPresent(why -> problems.add(Problem.of(ErrorCode.PLAN_WRONG, why)
                        .next("give the table an engine with transactions first")));
        problems.addAll(columnProblems(facts, target));
        GodwitException.throwIfAny(at(problems));
        explain(target).ifPresent(problems::add);
        GodwitException.throwIfAny(at(problems));
        return new Judged(facts, target);
    }

    /** Judges what the fragments make, without a look at the database; throws all problems at once. */
    StatementFacts read() {
        List<Problem> problems = new ArrayList<>(fragmentProblems());
        GodwitException.throwIfAny(at(problems));
        StatementFacts facts = facts(problems);
        GodwitException.throwIfAny(at(problems));
        return facts;
    }

    /** What is wrong with the pieces of SQL in a step, as far as reading them tells. */
    private List<Problem> fragmentProblems() {
        return Stream.of(
                        new String[] {"set", step.change().set()},
                        new String[] {"from", step.change().from()},
                        new String[] {"where", step.change().where()},
                        new String[] {"undo", step.undo().writes() ? step.undo().set() : null},
                        new String[] {"undo_where", step.undo().where()})
                .filter(field -> field[1] != null)
                .flatMap(field -> new Fragment(field[0], field[1], dialect.quoting()).problem().stream())
                .toList();
    }

    /** The statement that the fragments make, as the classifier sees it. */
    private StatementFacts facts(List<Problem> problems) {
        String text = text("key_of_the_row > 0");
        List<ScriptStatement> statements = dialect.scripts().splitAll(text, step.id());
        if (statements.size() != 1) {
            throw Problem.of(
                            ErrorCode.STATEMENT_REFUSED,
                            "set, from and where make " + statements.size() + " statements")
                    .at(Place.of(step.id()))
                    .exception();
        }
        StatementFacts facts = dialect.scripts().classify(statements.get(0));
        if (!updatesOnly(facts)) {
            problems.add(Problem.of(
                    ErrorCode.STATEMENT_REFUSED,
                    "set, from and where do more than update " + step.table() + ": " + text));
        }
        if (facts.verdict() == Verdict.REFUSE) {
            problems.add(Problem.of(ErrorCode.STATEMENT_REFUSED, String.join("; ", facts.reasons())));
        }
        return facts;
    }

    /** Exactly one update, of this table; beside it only what reads or what reading cannot decide (a function). */
    private boolean updatesOnly(StatementFacts facts) {
        List<Action> others = facts.actions().stream()
                .filter(action -> !(action instanceof Action.Query || action instanceof Action.Opaque))
                .toList();
        return others.size() == 1
                && others.get(0) instanceof Action.Update update
                && update.table().name().equalsIgnoreCase(step.table().name());
    }

    /** @param range what stands where the range of a chunk will */
    private String text(String range) {
        BackfillStep.Change change = step.change();
        return dialect.chunks()
                .script(step.table(), new Chunks.Written(change.set(), change.from(), change.where()), range);
    }

    private List<Problem> columnProblems(StatementFacts facts, BackfillTarget target) {
        List<Problem> problems = new ArrayList<>();
        for (Action action : facts.actions()) {
            if (action instanceof Action.Update update) {
                update.columns().forEach(name -> columnProblem(name, target).ifPresent(problems::add));
            }
        }
        return problems;
    }

    private static Optional<Problem> columnProblem(String name, BackfillTarget target) {
        ColumnFacts column = target.column(name);
        if (column == null) {
            return Optional.of(Problem.of(
                            ErrorCode.PLAN_WRONG,
                            "there is no column " + name + " in "
                                    + target.facts().name())
                    .next("add the column in an earlier migration"));
        }
        if (column.generated()) {
            return Optional.of(Problem.of(
                    ErrorCode.PLAN_WRONG, "the column " + name + " is generated by the server and cannot be written"));
        }
        boolean inKey =
                target.key().columns().stream().anyMatch(part -> part.name().equals(name));
        return inKey
                ? Optional.of(Problem.of(
                                ErrorCode.PLAN_WRONG,
                                "the column " + name + " is part of the key "
                                        + target.key().index()
                                        + " that is walked; rows that move along it would be met twice or never")
                        .next("name another unique index with key"))
                : Optional.empty();
    }

    /** Asks the server for its plan of a first chunk, which also proves that it understands the statement. */
    private Optional<Problem> explain(BackfillTarget target) {
        Chunks chunks = dialect.chunks();
        try {
            Optional<Key> last = chunks.last(session, target.key());
            if (last.isEmpty()) {
                return Optional.empty();
            }
            Optional<Key> end = chunks.boundary(
                    session, target.key(), null, last.get(), step.pace().minimum());
            KeyRange range = new KeyRange(null, end.orElse(last.get()));
            Access access = chunks.access(
                    session, chunks.update(target.update(step.change(), dialect.quoting()), range), target.key());
            return access.sequential() ? Optional.of(sequential(target, access)) : Optional.empty();
        } catch (SqlFailure failure) {
            return Optional.of(
                    Problem.of(ErrorCode.PLAN_WRONG, "the server refuses the update: " + failure.getMessage())
                            .next(failure.hint() == null ? "correct set, from or where" : failure.hint()));
        }
    }

    private static Problem sequential(BackfillTarget target, Access access) {
        return Problem.of(
                        ErrorCode.PLAN_WRONG,
                        "the server would read all of " + target.facts().name() + " for each chunk: "
                                + access.description())
                .next("ANALYZE " + target.facts().name() + "; check that nothing in where or from hides the key");
    }

    private StatementPlan priced(StatementFacts facts, BackfillTarget target) {
        long rows = target.facts().estimatedRows();
        String text = text("chunk of " + target.key().index());
        return new StatementPlan(
                text,
                0,
                facts.verdict(),
                facts.reasons(),
                true,
                Map.of(lockName(target), LockLevel.ROW_EXCLUSIVE),
                Work.ROWS,
                rows,
                rows < 0 ? null : Duration.ofNanos(rows * NANOS_PER_ROW),
                rows < 0 ? -1 : rows * LOG_BYTES_PER_ROW,
                false,
                stamped(facts, target));
    }

    /** What the update changes besides, in words; empty where it changes nothing else. */
    String stamped(StatementFacts facts, BackfillTarget target) {
        List<String> written = facts.actions().stream()
                .filter(Action.Update.class::isInstance)
                .flatMap(action -> ((Action.Update) action).columns().stream())
                .toList();
        List<String> besides = dialect.chunks().stamped(session, target.facts().name()).stream()
                .filter(column -> written.stream().noneMatch(column::equalsIgnoreCase))
                .toList();
        return besides.isEmpty()
                ? ""
                : "the server also stamps " + String.join(", ", besides)
                        + " of every row that is written; to keep it: set " + besides.get(0) + " = " + besides.get(0);
    }

    private TableName lockName(BackfillTarget target) {
        return step.table().schema() == null ? step.table() : target.facts().name();
    }

    private List<Problem> at(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.place() == null ? problem.at(Place.of(step.id())) : problem)
                .toList();
    }
}
