package dev.godwit.verify.run;

import dev.godwit.db.Session;
import dev.godwit.dialect.ServerIdentity;
import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.canary.Canary;
import dev.godwit.verify.checks.CheckSettings;
import dev.godwit.verify.checks.JudgedQueries;
import dev.godwit.verify.live.LiveContext;
import dev.godwit.verify.live.TableOutcome;
import dev.godwit.verify.mapping.Pairing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Carries out the checks that were asked for, one after the other, and puts their reports together. One thread, one use. */
public final class Validation {
    private final LiveContext context;
    private final Sides sides;
    private final CheckSettings checks;
    private final String tool;

    /**
     * With the usual settings of the checks beside the comparison of all rows.
     *
     * @param tool the version of the program
     */
    public Validation(LiveContext context, String tool) {
        this(context, CheckSettings.usual(0), tool);
    }

    /**
     * With settings.
     *
     * @param tool the version of the program
     */
    public Validation(LiveContext context, CheckSettings checks, String tool) {
        this.context = context;
        this.checks = checks;
        this.sides = context.snapshots().sides();
        this.tool = tool;
    }

    /** Who a side is. */
    public static ValidationReport.Party party(Side side) {
        try (Session session = side.database().open("godwit validate")) {
            ServerIdentity identity = side.dialect().catalog().identity(session);
            return new ValidationReport.Party(
                    side.database().displayName(),
                    side.dialect().name(),
                    identity.version(),
                    identity.systemIdentifier(),
                    identity.database());
        }
    }

    /** Whether two sides are the same database of the same server. */
    public static boolean oneDatabase(ValidationReport.Party one, ValidationReport.Party other) {
        return !one.identity().isEmpty()
                && one.identity().equals(other.identity())
                && one.database().equals(other.database());
    }

    /**
     * Runs the checks.
     *
     * @param names of the checks; all of them are known
     * @throws dev.godwit.fault.GodwitException GW-2012 where SQL that was declared is not known to read only
     */
    public ValidationReport run(Pairing.Paired paired, Set<String> names) {
        JudgedQueries.check(
                checks.declared(), sides.source().dialect(), sides.target().dialect());
        Instant began = context.host().time().now();
        long begin = context.host().time().nanos();
        List<TableOutcome> tables = new ArrayList<>();
        List<CheckReport> reports = new ArrayList<>();
        Scope scope = paired.scope(context.settings().mostDifferences());
        for (Check check : Checks.all(context, checks, tables::add)) {
            if (names.contains(check.name())) {
                reports.add(check.run(sides, scope));
            }
        }
        return new ValidationReport(
                party(sides.source()),
                party(sides.target()),
                paired.findings(),
                reports,
                tables,
                canary(tables),
                began,
                Duration.ofNanos(context.host().time().nanos() - begin),
                tool);
    }

    /** Tables that differ have shown that the comparison is awake. */
    private List<Canary.Sighting> canary(List<TableOutcome> tables) {
        Canary canary = new Canary(context.snapshots());
        return tables.stream()
                .filter(table -> table.verdict() == ValidationVerdict.EQUAL)
                .map(canary::in)
                .toList();
    }
}
