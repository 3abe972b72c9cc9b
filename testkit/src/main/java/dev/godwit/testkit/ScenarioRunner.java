package dev.godwit.testkit;

import dev.godwit.host.Crash;
import dev.godwit.host.CrashPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Runs a scenario in all its states: looked at (a plan writes nothing), completed, run again (nothing to do), undone (catalog
 * and rows as before), completed once more (as the first time), and killed on the way and resumed (as if never killed).
 * Threads may share it.
 */
public final class ScenarioRunner {
    private final Databases server;
    private final Programs programs;

    public ScenarioRunner(Databases server, Programs programs) {
        this.server = server;
        this.programs = programs;
    }

    /** Makes the program under test, with crash points that lead somewhere. */
    public interface Programs {
        /** A program that dies where {@code crash} says. */
        Program with(Crash crash);

        /** The same in a world in which waiting takes no time, so that its patience ends at once. */
        Program impatient(Crash crash);
    }

    /** Runs it; fails with the state in which it went wrong. */
    public void run(Scenario scenario) {
        Expectation expected = scenario.expected();
        TestDatabase database = fresh(scenario);
        Picture before = Picture.of(database);
        look(scenario, database, before);
        Crashes.Recording first = new Crashes.Recording();
        Crashes.Recording second = new Crashes.Recording();
        applyFirst(scenario, database, programOf(scenario, first));
        applyNext(scenario, database, programs.with(second));
        Picture completed = Picture.of(database);
        if (isComplete(scenario)) {
            Ledgers.requireNothingLeft(database, "completed");
            again(scenario, database, completed);
        }
        if (expected.undo() != Expectation.Undo.NO) {
            undo(scenario, database, before);
            applyFirst(scenario, database, programOf(scenario, Crash.never()));
            applyNext(scenario, database, programs.with(Crash.never()));
            completed.requireSameCatalog(Picture.of(database), "applied a second time");
        }
        someOf(first.hits()).forEach(hit -> resumeFirst(scenario, hit, completed));
        someOf(second.hits()).forEach(hit -> resumeNext(scenario, hit, completed));
    }

    private static boolean isComplete(Scenario scenario) {
        Expectation.Act last = scenario.next().isPresent()
                ? scenario.expected().next()
                : scenario.expected().apply();
        return last.exit() == 0;
    }

    private Program programOf(Scenario scenario, Crash crash) {
        return scenario.meanwhile().isPresent() ? programs.impatient(crash) : programs.with(crash);
    }

    private TestDatabase fresh(Scenario scenario) {
        TestDatabase database = server.create();
        if (!scenario.before().isBlank()) {
            database.run(scenario.before());
        }
        return database;
    }

    private void look(Scenario scenario, TestDatabase database, Picture before) {
        boolean ledger = Ledgers.installed(database);
        String work = ledger ? Ledgers.work(database) : "";
        apply("plan", database, scenario.migrations(), programs.with(Crash.never()))
                .require(scenario.expected().plan(), "plan");
        before.requireSame(Picture.of(database), "after plan");
        if (Ledgers.installed(database) != ledger
                || (ledger && !Ledgers.work(database).equals(work))) {
            throw new AssertionError("plan made the ledger, or wrote to it");
        }
    }

    private void applyFirst(Scenario scenario, TestDatabase database, Program program) {
        Picture before = Picture.of(database);
        check("apply", scenario.expected().apply(), first(scenario, database, program), new After(database, before));
    }

    private void applyNext(Scenario scenario, TestDatabase database, Program program) {
        Picture before = Picture.of(database);
        scenario.next()
                .ifPresent(folder -> check(
                        "the second apply",
                        scenario.expected().next(),
                        apply("apply", database, folder, program),
                        new After(database, before)));
    }

    /** A database that something was done to. */
    private record After(TestDatabase database, Picture before) {}

    private Program.Ended first(Scenario scenario, TestDatabase database, Program program) {
        if (scenario.meanwhile().isEmpty()) {
            return apply("apply", database, scenario.migrations(), program);
        }
        HeldTransaction held = database.hold(scenario.meanwhile().orElseThrow());
        try {
            return apply("apply", database, scenario.migrations(), program);
        } finally {
            held.close();
        }
    }

    private void again(Scenario scenario, TestDatabase database, Picture completed) {
        String work = Ledgers.work(database);
        apply("apply", database, scenario.next().orElse(scenario.migrations()), programs.with(Crash.never()))
                .require(0, "run again");
        completed.requireSame(Picture.of(database), "run again");
        if (!Ledgers.work(database).equals(work)) {
            throw new AssertionError("run again: did something: " + work + " became " + Ledgers.work(database));
        }
    }

    private void undo(Scenario scenario, TestDatabase database, Picture before) {
        Expectation expected = scenario.expected();
        Path folder = scenario.next().orElse(scenario.migrations());
        Program.Ended ended = run(database, folder, programs.with(Crash.never()), "rollback", "--to", "0");
        check("rollback", expected.rollback(), ended, new After(database, before));
        if (expected.undo() == Expectation.Undo.LOSSLESS) {
            before.requireSame(Picture.of(database), "taken back");
        } else {
            before.requireSameCatalog(Picture.of(database), "taken back");
        }
        Ledgers.requireNothingLeft(database, "taken back");
    }

    private void resumeFirst(Scenario scenario, int hit, Picture completed) {
        TestDatabase database = fresh(scenario);
        Consumer<Program> first = program -> applyFirst(scenario, database, program);
        Consumer<Program> next = program -> applyNext(scenario, database, program);
        resume(new Attempt("apply", scenario, database, hit), first, first.andThen(next));
        completed.requireSameCatalog(Picture.of(database), "apply killed at hit " + hit + " and resumed");
    }

    private void resumeNext(Scenario scenario, int hit, Picture completed) {
        TestDatabase database = fresh(scenario);
        applyFirst(scenario, database, programOf(scenario, Crash.never()));
        Consumer<Program> next = program -> applyNext(scenario, database, program);
        resume(new Attempt("the second apply", scenario, database, hit), next, next);
        completed.requireSameCatalog(Picture.of(database), "the second apply killed at hit " + hit + " and resumed");
    }

    /** A command that dies. */
    private record Attempt(String verb, Scenario scenario, TestDatabase database, int hit) {}

    private void resume(Attempt attempt, Consumer<Program> killed, Consumer<Program> again) {
        String occasion = attempt.verb() + " killed at hit " + attempt.hit();
        try {
            killed.accept(programOf(attempt.scenario(), Crashes.atHit(attempt.hit(), attempt.database())));
            throw new AssertionError(occasion + ": survived");
        } catch (Crashes.Died died) {
            occasion += ", " + died.getMessage() + ", and resumed";
        }
        try {
            again.accept(programOf(attempt.scenario(), Crash.never()));
        } catch (AssertionError failed) {
            throw new AssertionError(occasion + ": " + failed.getMessage(), failed);
        }
    }

    private static void check(String verb, Expectation.Act expected, Program.Ended ended, After after) {
        TestDatabase database = after.database();
        ended.require(expected.exit(), verb);
        for (String wanted : expected.says()) {
            if (!ended.all().contains(wanted)) {
                throw new AssertionError(verb + ": did not say " + wanted + "\n" + ended.all());
            }
        }
        expected.applied().ifPresent(ids -> requireEqual(verb + ": applied", ids, Ledgers.applied(database)));
        for (Map.Entry<String, String> query : expected.queries().entrySet()) {
            requireEqual(
                    verb + ": " + query.getKey(), query.getValue(), String.join(";", database.rows(query.getKey())));
        }
        if (!expected.changes()) {
            after.before().requireSame(Picture.of(database), "after " + verb);
        }
    }

    private static void requireEqual(String what, Object wanted, Object found) {
        if (!wanted.equals(found)) {
            throw new AssertionError(what + "\nwanted: " + wanted + "\nfound:  " + found);
        }
    }

    private Program.Ended apply(String verb, TestDatabase database, Path folder, Program program) {
        return run(database, folder, program, verb);
    }

    private static Program.Ended run(TestDatabase database, Path folder, Program program, String... verb) {
        List<String> arguments = new ArrayList<>(List.of("--url", database.url(), "--migrations", folder.toString()));
        arguments.addAll(List.of(verb));
        if (!verb[0].equals("plan")) {
            arguments.addAll(List.of("--yes", "--approve-destructive", "scenario"));
        }
        return program.run(arguments);
    }

    /** A hit early on and a late one: which they are differs from scenario to scenario; the kill test takes them all. */
    private static Set<Integer> someOf(List<CrashPoint> hits) {
        return hits.isEmpty() ? Set.of() : new TreeSet<>(List.of((hits.size() + 2) / 3, (hits.size() * 4 + 4) / 5));
    }
}
