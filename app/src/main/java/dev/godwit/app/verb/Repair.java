package dev.godwit.app.verb;

import dev.godwit.engine.LeaseKeeper;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.migration.Applied;
import dev.godwit.migration.Migration;
import dev.godwit.migration.MigrationSet;
import dev.godwit.model.LineDiff;
import dev.godwit.state.Ledger;
import dev.godwit.steps.MigrationPlanner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be set right in the ledger without running anything, and doing it. */
public final class Repair {
    /** Lines around each difference, as diff -u shows. */
    private static final int CONTEXT = 3;

    private final Target target;
    private final Migrations migrations;
    private final Ledger ledger;

    public Repair(Target target, Migrations migrations) {
        this.target = target;
        this.migrations = migrations;
        this.ledger = new Ledger(target.dialect().control());
    }

    /** One thing that can be set right: what it is, the difference it makes, and the act. */
    public record Finding(String what, String difference, Runnable act) {}

    /** Edited migrations (their file becomes the truth) and missing ones (they are forgotten). */
    public List<Finding> findings() {
        MigrationSet files = migrations.files();
        List<Finding> findings = new ArrayList<>();
        for (Applied applied : migrations.applied()) {
            Optional<Migration> file = files.find(applied.id());
            if (file.isEmpty()) {
                findings.add(new Finding(
                        applied.id() + " is applied and has no file: forget it (its objects stay)",
                        "",
                        () -> ledger.forget(target.session(), applied.id())));
            } else if (!applied.repeatable() && !file.get().checksum().equals(applied.checksum())) {
                findings.add(edited(applied, file.get()));
            }
        }
        return findings;
    }

    private Finding edited(Applied applied, Migration file) {
        MigrationPlanner.Prepared prepared = migrations.prepare(file);
        String before = ledger.source(target.session(), applied.id()).orElse("");
        return new Finding(
                applied.id() + " was edited after it was applied: take the file as the truth",
                LineDiff.unified(file.sources(), before, prepared.migration().source(), CONTEXT),
                () -> ledger.realign(target.session(), prepared.migration()));
    }

    /**
     * A statement in doubt whose fate a person has looked up.
     *
     * @param named {@code ID:ORDINAL} as validate-ledger prints it
     * @param done whether it took effect
     * @throws dev.godwit.fault.GodwitException GW-2018 where no such statement is in doubt
     */
    public Finding settled(String named, boolean done) {
        Ledger.Doubt doubt = doubts().stream()
                .filter(one -> named.equals(
                        one.execution().migration() + ":" + one.attempt().ordinal()))
                .findFirst()
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "no statement " + named + " is in doubt")
                        .next("godwit validate-ledger lists those that are")
                        .exception());
        String fate = done ? "done" : "failed";
        return new Finding(
                named + " is marked as " + (done ? "done" : "not done") + ": "
                        + doubt.attempt().head(),
                "",
                () -> ledger.finish(
                        target.session(),
                        doubt.execution(),
                        doubt.step(),
                        new Ledger.Result(
                                doubt.attempt().ordinal(),
                                doubt.attempt().attempt(),
                                fate,
                                Duration.ZERO,
                                0,
                                null,
                                "marked by hand")));
    }

    private List<Ledger.Doubt> doubts() {
        return target.hasLedger() ? ledger.inDoubt(target.session()) : List.of();
    }

    /** Does them, under the lease. */
    public void carryOut(List<Finding> findings, LeaseKeeper lease) {
        target.session().ownTransaction(() -> {
            findings.forEach(finding -> finding.act().run());
            ledger.writes().fence(lease.lease()).send(target.session());
            return findings;
        });
    }
}
