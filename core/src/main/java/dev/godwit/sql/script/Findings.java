package dev.godwit.sql.script;

import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Verdict;
import dev.godwit.sql.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is found while one statement is read; becomes its facts at the end. Not for several threads. */
public final class Findings {
    /** How deep statements, bodies and parentheses may nest; beyond it a statement is not understood. */
    private static final int MAX_DEPTH = 100;

    private final boolean insideRoutine;
    private final Set<String> reasons = new LinkedHashSet<>();
    private final Map<TableName, LockLevel> locks = new LinkedHashMap<>();
    private final List<Action> actions = new ArrayList<>();
    private final Set<String> queryNames = new LinkedHashSet<>();
    private String kind = "";
    private Verdict verdict = Verdict.ALLOW;
    private Work work = Work.CATALOG;
    private boolean transactional = true;
    private int depth;
    private int routineDepth;

    /** For a statement that runs now. */
    public Findings() {
        this(false);
    }

    /** @param insideRoutine for the body of a routine that is created and does not run now */
    public Findings(boolean insideRoutine) {
        this.insideRoutine = insideRoutine;
    }

    /** Names the command; the first name stays. */
    public void kind(String command) {
        kind = kind.isEmpty() ? command : kind;
    }

    /** Notes a part of the statement that rules and probes look at. */
    public void act(Action action) {
        actions.add(action);
    }

    /** Something is destroyed, and it is seen what. */
    public void gate(String reason) {
        judge(Verdict.GATE, reason);
    }

    /** What happens cannot be decided by reading. */
    public void ask(String reason) {
        judge(Verdict.ASK, reason);
    }

    /** It must never be run. */
    public void refuse(String reason) {
        judge(Verdict.REFUSE, reason);
    }

    /** Something whose effect reading cannot tell. */
    public void opaque(String what) {
        act(new Action.Opaque(what));
        ask(what + ": its effect cannot be told by reading");
    }

    /** Notes a verdict with its reason; ALLOW needs none. */
    public void judge(Verdict found, String reason) {
        if (found != Verdict.ALLOW) {
            verdict = verdict.max(found);
            reasons.add(reason);
        }
    }

    /** Whether anything but ALLOW was found so far. */
    public boolean isJudged() {
        return verdict != Verdict.ALLOW;
    }

    /** Notes a lock; names that WITH gives are no tables. */
    public void lock(TableName table, LockLevel level) {
        if (table.schema() != null || !queryNames.contains(table.name())) {
            locks.merge(table, level, LockLevel::max);
        }
    }

    /** Notes what the server does with existing data. */
    public void work(Work found) {
        work = work.max(found);
    }

    /** Notes that it cannot share a transaction. */
    public void outsideTransaction() {
        transactional = false;
    }

    /** A name that WITH gives: no table. */
    public void queryName(String name) {
        queryNames.add(name);
    }

    /**
     * Goes one level deeper for the time of {@code reading}.
     *
     * @throws UnknownShapeException beyond {@link #MAX_DEPTH}
     */
    public void nested(Runnable reading) {
        if (++depth > MAX_DEPTH) {
            throw new UnknownShapeException("it nests deeper than " + MAX_DEPTH);
        }
        reading.run();
        depth--;
    }

    /** Reads the body of a routine that runs now, where INTO names variables. */
    public void nestedBody(Runnable reading) {
        routineDepth++;
        nested(reading);
        routineDepth--;
    }

    /** Whether what is read stands in the body of a routine. */
    public boolean inBody() {
        return insideRoutine || routineDepth > 0;
    }

    /** Whether what is read is only stored now and runs later. */
    public boolean runsLater() {
        return insideRoutine;
    }

    /** What was noted with {@link #act}, in order. */
    public List<Action> actions() {
        return actions;
    }

    /** All that was found. */
    public StatementFacts facts() {
        return new StatementFacts(
                kind.isEmpty() ? "UNKNOWN" : kind, verdict, List.copyOf(reasons), transactional, locks, work, actions);
    }
}
