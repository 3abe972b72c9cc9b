package dev.godwit.steps;

import dev.godwit.dialect.Dialect;
import dev.godwit.engine.ExecutableKind;
import dev.godwit.engine.StepContext;
import dev.godwit.engine.StepRun;
import dev.godwit.engine.Surroundings;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.model.TableName;
import dev.godwit.plan.Durations;
import dev.godwit.plan.Field;
import dev.godwit.plan.Phase;
import dev.godwit.plan.StatementPlan;
import dev.godwit.plan.Step;
import dev.godwit.plan.Values;
import dev.godwit.sql.Action;
import dev.godwit.sql.ScriptLanguage;
import dev.godwit.sql.ScriptStatement;
import dev.godwit.sql.StatementFacts;
import dev.godwit.sql.Verdict;
import dev.godwit.sql.Work;
import dev.godwit.steps.SqlStep.LockSettings;
import dev.godwit.steps.SqlStep.Script;
import dev.godwit.steps.SqlStep.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs a script that a person wrote. */
public final class SqlKind implements ExecutableKind<SqlStep> {
    @Override
    public String name() {
        return SqlStep.KIND;
    }

    @Override
    public String summary() {
        return "runs SQL statement by statement, each written down in the ledger, with bounded waits for locks";
    }

    @Override
    public Class<SqlStep> stepType() {
        return SqlStep.class;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                Field.required("up", Field.Type.SQL, "the statements"),
                Field.optional("down", Field.Type.SQL, "the statements that take them back"),
                Field.optional("verify", Field.Type.SQL, "queries that must not fail and must not answer false"),
                Field.optional("transaction", Field.Type.CHOICE, "which statements share a transaction")
                        .oneOf("auto", "on", "off")
                        .defaultsTo("auto"),
                Field.optional("lock_timeout", Field.Type.DURATION, "how long one try waits for a lock")
                        .defaultsTo("200ms"),
                Field.optional("lock_budget", Field.Type.DURATION, "how long all tries may take")
                        .defaultsTo("2m"),
                Field.optional(
                                "statement_timeout",
                                Field.Type.DURATION,
                                "how long a statement may take; 0ms for no bound")
                        .defaultsTo("0ms"),
                Field.optional("source", Field.Type.TEXT, "the file that it was written in")
                        .defaultsTo("plan"),
                Field.optional("line", Field.Type.WHOLE_NUMBER, "the line of that file")
                        .between(1, Integer.MAX_VALUE)
                        .defaultsTo("1"),
                Field.optional("down_line", Field.Type.WHOLE_NUMBER, "the line of the down part")
                        .between(1, Integer.MAX_VALUE)
                        .defaultsTo("1"),
                Field.optional("verify_line", Field.Type.WHOLE_NUMBER, "the line of the verify part")
                        .between(1, Integer.MAX_VALUE)
                        .defaultsTo("1"));
    }

    @Override
    public Phase defaultPhase() {
        return Phase.EXPAND;
    }

    @Override
    public SqlStep read(String id, Values values) {
        LockSettings locks = new LockSettings(
                values.duration("lock_timeout"), values.duration("lock_budget"), values.duration("statement_timeout"));
        if (locks.timeout().isZero()) {
            throw Problem.of(
                            ErrorCode.VALUE_OUT_OF_RANGE, "lock_timeout must be above zero: no wait is without a bound")
                    .exception();
        }
        return new SqlStep(
                id,
                script(values, "up", "line"),
                values.has("down") ? script(values, "down", "down_line") : null,
                values.has("verify") ? script(values, "verify", "verify_line") : null,
                Transaction.valueOf(values.text("transaction").toUpperCase(Locale.ROOT)),
                locks);
    }

    @Override
    public Map<String, Object> write(SqlStep step) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("source", step.script().source());
        put(values, "up", "line", step.script());
        put(values, "down", "down_line", step.undo());
        put(values, "verify", "verify_line", step.verify());
        values.put("transaction", step.transaction().name().toLowerCase(Locale.ROOT));
        values.put("lock_timeout", Durations.write(step.locks().timeout()));
        values.put("lock_budget", Durations.write(step.locks().budget()));
        values.put("statement_timeout", Durations.write(step.locks().statementTimeout()));
        return values;
    }

    @Override
    public List<StatementPlan> price(SqlStep step, Surroundings surroundings) {
        StatementGroups.Result parsed = parsed(step, surroundings.dialect());
        List<StatementPlan> priced =
                new ArrayList<>(new StatementPrices(surroundings).of(step.script(), parsed.members()));
        priced.addAll(doubtfulProofs(step, surroundings.dialect().scripts()));
        return priced;
    }

    /** What verifies runs too, within the transaction: where reading does not tell what it does, people are asked. */
    private static List<StatementPlan> doubtfulProofs(SqlStep step, ScriptLanguage language) {
        Script verify = step.verify();
        if (verify == null) {
            return List.of();
        }
        List<StatementPlan> doubtful = new ArrayList<>();
        for (ScriptStatement statement : StatementGroups.split(verify, language)) {
            StatementFacts facts = language.classify(statement);
            if (facts.verdict() == Verdict.ASK) {
                int line = verify.firstLine() + statement.position().line() - 1;
                List<String> reasons = facts.reasons().stream()
                        .map(reason -> "verification: " + reason)
                        .toList();
                doubtful.add(new StatementPlan(
                        statement.text(), line, Verdict.ASK, reasons, true, Map.of(), Work.SCAN, -1, null, 0, false));
            }
        }
        return doubtful;
    }

    @Override
    public Set<TableName> tables(SqlStep step, Dialect dialect) {
        Set<TableName> tables = new HashSet<>();
        for (StatementGroup.Member member : parsed(step, dialect).members()) {
            tables.addAll(member.facts().locks().keySet());
            member.facts().actions().stream()
                    .filter(Action.CreateTable.class::isInstance)
                    .forEach(action -> tables.add(((Action.CreateTable) action).table()));
        }
        return tables;
    }

    @Override
    public boolean beginsItself(SqlStep step, Dialect dialect) {
        List<StatementGroup> groups = parsed(step, dialect).groups();
        return groups.size() == 1 && groups.get(0).transactional();
    }

    @Override
    public boolean settlesItself() {
        return true;
    }

    @Override
    public Optional<Step> reversed(SqlStep step) {
        return Optional.ofNullable(step.undo())
                .map(undo -> new SqlStep(step.id(), undo, null, null, step.transaction(), step.locks()));
    }

    @Override
    public boolean irreversible(SqlStep step) {
        return step.undo() == null;
    }

    @Override
    public StepRun open(SqlStep step, StepContext context) {
        return new SqlRun(step, context, parsed(step, context.dialect()).groups());
    }

    /** The groups; throws all reasons why the script is never run. */
    private static StatementGroups.Result parsed(SqlStep step, Dialect dialect) {
        StatementGroups.Result parsed = StatementGroups.of(step, dialect.scripts());
        List<Problem> problems = new ArrayList<>(parsed.problems());
        for (StatementGroup.Member member : parsed.members()) {
            if (member.facts().verdict() == Verdict.REFUSE) {
                problems.add(Problem.of(
                                ErrorCode.STATEMENT_REFUSED,
                                String.join("; ", member.facts().reasons()))
                        .at(StatementGroups.place(
                                step.script(), member.statement().position().line())));
            }
        }
        GodwitException.throwIfAny(problems);
        return parsed;
    }

    private static Script script(Values values, String text, String line) {
        return new Script(values.text(text), values.text("source"), Math.toIntExact(values.number(line)));
    }

    private static void put(Map<String, Object> values, String text, String line, @Nullable Script script) {
        if (script != null) {
            values.put(text, script.text());
            values.put(line, (long) script.firstLine());
        }
    }
}
