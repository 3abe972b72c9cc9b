package dev.godwit.report;

import dev.godwit.model.TableName;
import dev.godwit.plan.Phase;
import dev.godwit.plan.Plan;
import dev.godwit.plan.PlannedMigration;
import dev.godwit.plan.PlannedStep;
import dev.godwit.plan.StatementPlan;
import dev.godwit.sql.LockLevel;
import dev.godwit.sql.LockWords;
import dev.godwit.sql.Work;
import dev.godwit.state.Ledger;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan for people: each statement with verdict, lock, work and price. */
public final class PlanText {
    private final StringBuilder text = new StringBuilder();

    private final LockWords words;

    private PlanText(LockWords words) {
        this.words = words;
    }

    /**
     * The whole plan.
     *
     * @param words for the locks of its server
     */
    public static String of(Plan plan, LockWords words) {
        PlanText writer = new PlanText(words);
        Map<String, List<PlannedStep>> steps = plan.stepsByMigration();
        for (PlannedMigration migration : plan.migrations()) {
            writer.migration(migration, steps.getOrDefault(migration.id(), List.of()));
        }
        return writer.text.toString();
    }

    private void migration(PlannedMigration migration, List<PlannedStep> steps) {
        text.append(migration.id());
        if (migration.irreversible()) {
            text.append("   (no down part)");
        }
        text.append('\n');
        int number = 1;
        boolean phased = steps.stream().anyMatch(step -> step.phase() != Phase.EXPAND);
        Phase phase = null;
        for (PlannedStep step : steps) {
            if (phased && step.phase() != phase) {
                phase = step.phase();
                text.append("  phase ")
                        .append(phase.name().toLowerCase(Locale.ROOT))
                        .append('\n');
            }
            for (StatementPlan statement : step.statements()) {
                statement(number++, step, statement);
            }
        }
    }

    private void statement(int number, PlannedStep step, StatementPlan statement) {
        text.append(
                String.format(Locale.ROOT, "  %3d  %-6s %s%n", number, statement.verdict(), head(statement.text())));
        text.append("       ").append(step.step().kind()).append("  ").append(locks(statement, words));
        text.append("  ").append(price(statement));
        if (!statement.transactional()) {
            text.append("  outside transactions");
        }
        text.append('\n');
        if (!statement.manner().isEmpty()) {
            text.append("       ").append(statement.manner()).append('\n');
        }
        for (String reason : statement.reasons()) {
            text.append("       ! ").append(reason).append('\n');
        }
    }

    static String head(String statement) {
        String head = Ledger.head(statement);
        return head.length() > 100 ? head.substring(0, 97) + "..." : head;
    }

    static String locks(StatementPlan statement, LockWords words) {
        Map.Entry<TableName, LockLevel> strongest = statement.locks().entrySet().stream()
                .max(Map.Entry.<TableName, LockLevel>comparingByValue()
                        .thenComparing(entry -> entry.getKey().toString()))
                .orElse(null);
        if (strongest == null) {
            return "no lock";
        }
        return words.of(strongest.getValue()) + " on " + strongest.getKey()
                + (strongest.getValue().blocksApplication()
                        ? " (keeps out " + strongest.getValue().keepsOut() + ")"
                        : "");
    }

    private static String measured(StatementPlan statement) {
        return statement.measured() && statement.estimatedTime() != null
                ? ", measured " + Words.duration(statement.estimatedTime())
                : "";
    }

    static String price(StatementPlan statement) {
        if (statement.work() == Work.CATALOG) {
            return "catalog only" + measured(statement);
        }
        String work = statement.work().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (statement.estimatedRows() < 0 || statement.estimatedTime() == null) {
            return work + ", size unknown";
        }
        return work + " of about " + Words.plural(statement.estimatedRows(), "row") + ", "
                + (statement.measured() ? "measured " : "about ") + Words.duration(statement.estimatedTime())
                + (statement.estimatedLogBytes() > 0 ? ", log " + Words.bytes(statement.estimatedLogBytes()) : "");
    }
}
