package dev.godwit.app.verb;

import dev.godwit.dialect.Survey;
import dev.godwit.engine.LeaseKeeper;
import dev.godwit.migration.Applied;
import dev.godwit.migration.Comparison;
import dev.godwit.migration.HistoryOptions;
import dev.godwit.migration.MigrationReader;
import dev.godwit.report.Words;
import dev.godwit.state.Leases;
import dev.godwit.state.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds the ledger against files and database. What a run that is under way has open is no problem. Reads only. */
public final class LedgerCheck {
    private final Target target;
    private final Migrations migrations;
    private final Ledger ledger;
    private final List<Finding> findings = new ArrayList<>();

    public LedgerCheck(Target target, Migrations migrations) {
        this.target = target;
        this.migrations = migrations;
        this.ledger = new Ledger(target.dialect().control());
    }

    /**
     * Something that does not agree.
     *
     * @param kind {@code files}, {@code ledger}, {@code half-applied}, {@code in-doubt}, {@code not-restored}, {@code leftover} or
     *     {@code drift}
     * @param next what to type
     */
    public record Finding(String kind, String what, String next) {}

    /** Everything that does not agree; empty where all does. */
    public List<Finding> findings() {
        findings.clear();
        compareFiles();
        if (target.hasLedger()) {
            compareTexts();
            Set<String> alive = alive();
            lookForOpenEnds(alive);
            lookForDrift(alive);
        }
        for (Survey.Leftover left : target.dialect().survey().leftovers(target.session())) {
            add("leftover", left.object() + ": " + left.state(), left.remedy());
        }
        return List.copyOf(findings);
    }

    private void compareFiles() {
        Comparison comparison = migrations.compare(HistoryOptions.STRICT);
        comparison.problems().forEach(problem -> add("files", problem.what(), problem.next()));
    }

    /** The ledger against itself: an edit by hand of a text or of its checksum shows, also where the file was edited alike. */
    private void compareTexts() {
        for (Applied applied : migrations.applied()) {
            String source = ledger.source(target.session(), applied.id()).orElse("");
            if (!source.isEmpty()
                    && !MigrationReader.checksum(applied.id(), source).equals(applied.checksum())) {
                add(
                        "ledger",
                        "the text that the ledger keeps of " + applied.id() + " does not have the checksum beside it",
                        "restore its row of godwit.migration from a backup, or godwit repair where the file is right");
            }
        }
    }

    /** The run that holds the lease, if any. */
    private Set<String> alive() {
        Optional<Leases.Holder> holder =
                new Leases(target.dialect().control()).holder(target.session(), LeaseKeeper.NAME);
        return holder.filter(Leases.Holder::alive)
                .map(living -> Set.of(living.run()))
                .orElse(Set.of());
    }

    private void lookForOpenEnds(Set<String> alive) {
        for (Ledger.OpenExecution open : ledger.open(target.session())) {
            if (!alive.contains(open.run())) {
                String direction = open.execution().direction().name().toLowerCase(Locale.ROOT);
                add(
                        "half-applied",
                        open.execution().migration() + " was left half-way " + direction + " by run " + open.run()
                                + " at " + open.since(),
                        "the same command again: it resumes");
            }
        }
        for (Ledger.Doubt doubt : ledger.inDoubt(target.session())) {
            if (!alive.contains(doubt.run())) {
                String name =
                        doubt.execution().migration() + ":" + doubt.attempt().ordinal();
                add(
                        "in-doubt",
                        name + " was sent, and nobody knows whether it took effect: "
                                + doubt.attempt().head(),
                        "the same command again looks into the catalog; or godwit repair --mark-done " + name
                                + " or --mark-not-done " + name);
            }
        }
        for (Ledger.Unrestored left : ledger.unrestored(target.session())) {
            if (!alive.contains(left.run())) {
                add(
                        "not-restored",
                        left.migration() + " changed a setting for its own sake and did not set it back",
                        left.statement());
            }
        }
    }

    private void lookForDrift(Set<String> alive) {
        CatalogEvidence evidence = new CatalogEvidence(target);
        evidence.latest().filter(last -> alive.isEmpty()).ifPresent(last -> {
            String since = "since run " + last.run() + ", " + Words.duration(last.age()) + " ago";
            CatalogChanges.between(last.entries(), now())
                    .forEach(change -> add("drift", change + " " + since, "write it as a migration, or take it back"));
        });
    }

    private Map<String, String> now() {
        return Migrations.abbreviated(migrations.snapshot());
    }

    private void add(String kind, String what, String next) {
        findings.add(new Finding(kind, what, next));
    }
}
