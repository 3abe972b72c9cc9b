package dev.godwit.verify.run;

import dev.godwit.verify.Check;
import dev.godwit.verify.checks.CheckContext;
import dev.godwit.verify.checks.CheckSettings;
import dev.godwit.verify.checks.ConstraintsCheck;
import dev.godwit.verify.checks.CountsCheck;
import dev.godwit.verify.checks.IndexesCheck;
import dev.godwit.verify.checks.PerformanceCheck;
import dev.godwit.verify.checks.QualityCheck;
import dev.godwit.verify.checks.ReferencesCheck;
import dev.godwit.verify.checks.SamplesCheck;
import dev.godwit.verify.checks.SchemasCheck;
import dev.godwit.verify.checks.SequencesCheck;
import dev.godwit.verify.live.LiveContext;
import dev.godwit.verify.live.LiveRows;
import dev.godwit.verify.live.TableOutcome;
import java.util.List;
import java.util.function.Consumer;

/** The list of checks: one line each, in the order in which they run. */
public final class Checks {
    private Checks() {}

    /**
     * All of them.
     *
     * @param settings of the checks beside the comparison of all rows
     * @param outcomes gets the outcome of each table whose rows are compared
     */
    public static List<Check> all(LiveContext context, CheckSettings settings, Consumer<TableOutcome> outcomes) {
        CheckContext others = new CheckContext(
                context.snapshots(), context.host().time(), context.settings().lag(), settings);
        return List.of(
                new SchemasCheck(others),
                new IndexesCheck(others),
                new ConstraintsCheck(others),
                new CountsCheck(others),
                new SamplesCheck(others),
                new LiveRows(context, outcomes),
                new ReferencesCheck(others),
                new SequencesCheck(others),
                new PerformanceCheck(others),
                new QualityCheck(others));
    }

    /** Those that are carried out where nobody names others: they hold for any mapping, and for one database too. */
    public static List<String> usual() {
        return List.of(LiveRows.NAME);
    }

    /** Their names, in order. */
    public static List<String> names() {
        return List.of(
                SchemasCheck.NAME,
                IndexesCheck.NAME,
                ConstraintsCheck.NAME,
                CountsCheck.NAME,
                SamplesCheck.NAME,
                LiveRows.NAME,
                ReferencesCheck.NAME,
                SequencesCheck.NAME,
                PerformanceCheck.NAME,
                QualityCheck.NAME);
    }
}
