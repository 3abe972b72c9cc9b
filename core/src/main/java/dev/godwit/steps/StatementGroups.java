package dev.godwit.steps;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Place;
import dev.godwit.fault.Problem;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Action.TransactionCommand;
import dev.godwit.sql.Action.TransactionControl;
import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.StatementFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Splits a script into groups that share a transaction. The author's own BEGIN ... COMMIT pairs are groups; between them,
 * neighbours that may share a transaction do. Pure.
 */
public final class StatementGroups {
    private final SqlStep.Script script;
    private final SqlStep.Transaction mode;
    private final List<StatementGroup> groups = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<StatementGroup.Member> current = new ArrayList<>();
    /** As literals; of the group that is open. */
    private final List<String> newValues = new ArrayList<>();

    private final Set<TableName> created = new HashSet<>();
    private boolean inBlock;
    private String begin = "";
    private int ordinal;

    private StatementGroups(SqlStep.Script script, SqlStep.Transaction mode) {
        this.script = script;
        this.mode = mode;
    }

    /**
     * What splitting gave.
     *
     * @param problems why it cannot be run; then the groups mean nothing
     */
    public record Result(List<StatementGroup> groups, List<Problem> problems) {
        /** All statements in order. */
        public List<StatementGroup.Member> members() {
            return groups.stream().flatMap(group -> group.members().stream()).toList();
        }
    }

    /**
     * Splits, judges and groups a step's script. Its last BEGIN may be closed by the COMMIT of its verify part: then the
     * author wants the verification within the transaction, which is where the engine runs it anyway.
     */
    public static Result of(SqlStep step, ScriptLanguage language) {
        return of(step.script(), step.transaction(), language, verifyCommits(step, language));
    }

    /** Whether the verify part of a step closes the transaction that its up part opens. */
    static boolean verifyCommits(SqlStep step, ScriptLanguage language) {
        return step.verify() != null
                && split(step.verify(), language).stream()
                        .anyMatch(statement -> isCommit(language.classify(statement)));
    }

    /** Splits, judges and groups a script that stands alone. */
    public static Result of(SqlStep.Script script, SqlStep.Transaction mode, ScriptLanguage language) {
        return of(script, mode, language, false);
    }

    /** Splits a script; what cannot be split is reported with its place in the file, not in the part. */
    static List<ScriptStatement> split(SqlStep.Script script, ScriptLanguage language) {
        try {
            return language.splitAll(script.text(), script.source());
        } catch (GodwitException e) {
            throw new GodwitException(e.problems().stream()
                    .map(problem -> problem.place() == null ? problem : problem.at(inFile(script, problem.place())))
                    .toList());
        }
    }

    private static Place inFile(SqlStep.Script script, Place place) {
        return place.line() == 0
                ? place
                : new Place(script.source(), script.firstLine() + place.line() - 1, place.column(), place.excerpt());
    }

    /** Whether a statement is a COMMIT. */
    static boolean isCommit(StatementFacts facts) {
        return facts.actions().contains(new TransactionControl(TransactionCommand.COMMIT));
    }

    private static Result of(
            SqlStep.Script script, SqlStep.Transaction mode, ScriptLanguage language, boolean closedLater) {
        StatementGroups groups = new StatementGroups(script, mode);
        for (ScriptStatement statement : split(script, language)) {
            groups.add(statement, language.classify(statement));
        }
        if (groups.inBlock && !closedLater) {
            groups.problem(groups.last(), "BEGIN without COMMIT: it would succeed and be rolled back");
        }
        groups.close();
        return new Result(List.copyOf(groups.groups), List.copyOf(groups.problems));
    }

    private void add(ScriptStatement statement, StatementFacts facts) {
        if (facts.controlsTransaction()) {
            control(statement, facts);
            return;
        }
        ordinal++;
        StatementGroup.Member member = new StatementGroup.Member(ordinal, statement, facts, locks(statement, facts));
        facts.actions().forEach(this::noteCreated);
        if (!facts.transactional()) {
            alone(member);
        } else if (mode == SqlStep.Transaction.OFF && !inBlock) {
            close();
            groups.add(new StatementGroup(true, "", List.of(member)));
        } else {
            if (mode == SqlStep.Transaction.AUTO && !inBlock && namesNewValue(statement)) {
                close();
            }
            facts.actions().forEach(this::noteNewValue);
            current.add(member);
        }
    }

    /** A value that an enum gets may be used only when it is committed, unless the enum itself is as new (55P04). */
    private boolean namesNewValue(ScriptStatement statement) {
        return newValues.stream().anyMatch(statement.text()::contains);
    }

    private void noteNewValue(Action action) {
        if (action instanceof Action.AddEnumValue added && !isCreatedHere(added.type())) {
            newValues.add("'" + added.value().replace("'", "''") + "'");
        }
    }

    private boolean isCreatedHere(TableName type) {
        return current.stream()
                .flatMap(member -> member.facts().actions().stream())
                .anyMatch(action -> action instanceof Action.CreateObject created && type.equals(created.name()));
    }

    /**
     * A lock on tables that outlives its statement without a transaction keeps the session from every other table, the ledger's
     * too. Dumps take it for the tables that they have just made, which nobody else uses: there it can be done without.
     *
     * @return why it is left out; empty where it is no such lock
     */
    private String locks(ScriptStatement statement, StatementFacts facts) {
        List<TableName> locked = facts.actions().stream()
                .filter(Action.LockTable.class::isInstance)
                .flatMap(action -> ((Action.LockTable) action).tables().stream())
                .toList();
        if (facts.transactional() || locked.isEmpty()) {
            return "";
        }
        if (!created.containsAll(locked)) {
            problem(
                    statement,
                    facts.kind()
                            + " would keep this session from the ledger as well; statements of a migration need no such lock");
        }
        return "left out: the tables are this script's own, and the lock would keep the session from the ledger";
    }

    private void noteCreated(Action action) {
        if (action instanceof Action.CreateTable table) {
            created.add(table.table());
        }
    }

    private void alone(StatementGroup.Member member) {
        if (inBlock || mode == SqlStep.Transaction.ON) {
            problem(
                    member.statement(),
                    member.facts().kind() + " cannot run inside a transaction"
                            + (inBlock ? "" : ", and the header says transaction: on"));
        }
        close();
        groups.add(new StatementGroup(false, "", List.of(member)));
    }

    private void control(ScriptStatement statement, StatementFacts facts) {
        TransactionCommand command = facts.actions().stream()
                .filter(TransactionControl.class::isInstance)
                .map(action -> ((TransactionControl) action).command())
                .findFirst()
                .orElseThrow();
        switch (command) {
            case BEGIN -> begin(statement);
            case COMMIT -> commit(statement);
            case SAVEPOINT, RELEASE, ROLLBACK_TO -> savepoint(statement, facts);
            default -> problem(statement, facts.kind() + " is not for a migration: the engine ends transactions");
        }
    }

    private void begin(ScriptStatement statement) {
        if (inBlock) {
            problem(statement, "BEGIN within BEGIN ... COMMIT");
        }
        if (mode == SqlStep.Transaction.OFF) {
            problem(statement, "BEGIN, and the header says transaction: off");
        }
        close();
        inBlock = true;
        begin = statement.text();
    }

    private void commit(ScriptStatement statement) {
        if (!inBlock) {
            problem(statement, "COMMIT without BEGIN");
        }
        close();
        inBlock = false;
        begin = "";
    }

    private void savepoint(ScriptStatement statement, StatementFacts facts) {
        if (mode == SqlStep.Transaction.OFF) {
            problem(statement, facts.kind() + " outside a transaction");
        }
        ordinal++;
        current.add(new StatementGroup.Member(ordinal, statement, facts, ""));
    }

    private void close() {
        if (!current.isEmpty()) {
            groups.add(new StatementGroup(true, begin, current));
            current.clear();
            newValues.clear();
        }
    }

    private ScriptStatement last() {
        List<StatementGroup.Member> open = current;
        return open.isEmpty()
                ? new ScriptStatement("", dev.godwit.sql.SourcePosition.START)
                : open.get(open.size() - 1).statement();
    }

    private void problem(ScriptStatement statement, String what) {
        problems.add(Problem.of(ErrorCode.TRANSACTION_CONTROL, what)
                .at(place(script, statement.position().line())));
    }

    /** A line of a script as a place in its file. */
    static Place place(SqlStep.Script script, int line) {
        return Place.of(script.source(), script.firstLine() + line - 1, 0);
    }
}
