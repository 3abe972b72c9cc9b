package dev.godwit.report;

import dev.godwit.plan.Plan;
import dev.godwit.plan.PlannedMigration;
import dev.godwit.plan.PlannedStep;
import dev.godwit.plan.StatementPlan;
import dev.godwit.sql.LockWords;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** A plan as a table for a pull request. Pure. */
public final class PlanMarkdown {
    private PlanMarkdown() {}

    /**
     * The whole plan.
     *
     * @param hash of the plan, by which it is approved
     * @param words for the locks of its server
     */
    public static String of(Plan plan, String hash, LockWords words) {
        if (plan.migrations().isEmpty()) {
            return "Nothing to do.\n";
        }
        StringBuilder text = new StringBuilder();
        text.append("## Plan: ").append(cell(plan.name())).append("\n\n");
        text.append("Environment ")
                .append(cell(plan.environment()))
                .append(", plan `")
                .append(hash)
                .append("`\n");
        for (PlannedMigration migration : plan.migrations()) {
            text.append("\n### ").append(cell(migration.id()));
            text.append(migration.irreversible() ? " (no down part)" : "").append("\n\n");
            text.append("| # | phase | verdict | statement | lock | price |\n|--:|---|---|---|---|---|\n");
            rows(plan.stepsOf(migration.id()), words, text);
        }
        return text.toString();
    }

    private static void rows(List<PlannedStep> steps, LockWords words, StringBuilder text) {
        int number = 1;
        for (PlannedStep step : steps) {
            for (StatementPlan statement : step.statements()) {
                text.append(row(number++, step, statement, words));
            }
        }
    }

    private static String row(int number, PlannedStep step, StatementPlan statement, LockWords words) {
        StringJoiner cells = new StringJoiner(" | ", "| ", " |\n");
        cells.add(String.valueOf(number));
        cells.add(step.phase().name().toLowerCase(Locale.ROOT));
        String reasons = String.join("; ", statement.reasons());
        cells.add("**" + statement.verdict() + "**" + (reasons.isEmpty() ? "" : "<br>" + cell(reasons)));
        cells.add("`" + cell(PlanText.head(statement.text())).replace('`', '\'') + "`");
        cells.add(cell(PlanText.locks(statement, words)));
        cells.add(cell(PlanText.price(statement))
                + (statement.transactional() ? "" : ", outside transactions")
                + (statement.manner().isEmpty() ? "" : "<br>" + cell(statement.manner())));
        return cells.toString();
    }

    /** What somebody wrote must not end the cell, or begin a tag. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replaceAll("\\s+", " ");
    }
}
