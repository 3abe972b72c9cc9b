package dev.godwit.app.demo;

import dev.godwit.host.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What is shown, act by act. Used once, by one thread. */
final class Acts {
    /** The application's first period, which counts for nothing: caches are cold and nothing is compiled. */
    static final String WARM_UP = "warm-up";

    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final Duration FREEZE = Duration.ofSeconds(3);
    private static final double FREEZE_AT = 0.2;
    private static final double KILL_AT = 0.45;
    /**
     * The limit of the application's P95: a fifth over its baseline, and what the shop finds fast enough anyway. A quiet
     * machine has a baseline of one millisecond, and a fifth of that is less than a neighbour on the same two cores adds by
     * chance: with a limit of 10 ms a busy machine needed nine minutes instead of two and a half.
     */
    private static final double INCREASE = 1.2;

    private static final double FAST_ENOUGH_MILLIS = 30;

    private final DemoOptions options;
    private final Scene scene;
    private final Narrator narrator;
    private final Time time;
    private final GodwitProgram godwit;
    private final Proof proof;
    private final RunJournal journal;
    private final BackfillProgress progress;
    private final BackfillWatch watch;
    private final List<RunFigures> runs = new ArrayList<>();
    private final List<DemoResult.Proven> proven = new ArrayList<>();

    /** Who is on the stage. */
    record Scene(Stage stage, DemoFolder folder, Application application) {}

    Acts(DemoOptions options, Scene scene, Narrator narrator, Time time) {
        this.options = options;
        this.scene = scene;
        this.narrator = narrator;
        this.time = time;
        Shop shop = scene.stage().shop();
        this.godwit = new GodwitProgram(scene.stage(), scene.folder(), narrator);
        this.proof = new Proof(shop, options, scene.application());
        this.journal = new RunJournal(shop);
        this.progress = new BackfillProgress(shop, options.rows());
        this.watch = new BackfillWatch(progress, scene.application().latencies(), narrator, time);
    }

    /** Up, up with a backfill, proof, down, up again, proof. */
    DemoResult inFull() {
        String untouched = baseline();
        preferences("1/4");
        riskScoreWithFreeze();
        proveWhileWorking("3/4", untouched);
        rollbackAndAgain(untouched);
        return end(untouched);
    }

    /** Up, up with a backfill whose program is killed and started again, proof. */
    DemoResult withCrash() {
        String untouched = baseline();
        preferences("1/3");
        riskScoreWithKill();
        proveWhileWorking("3/3", untouched);
        return end(untouched);
    }

    private String baseline() {
        time.pause(options.warmUp());
        enter(BEFORE);
        time.pause(options.quiet());
        double baseline = latencies().p95Millis(BEFORE);
        double limit = Math.max(baseline * INCREASE, FAST_ENOUGH_MILLIS);
        scene.folder().configure(scene.stage(), limit);
        narrator.say(String.format(
                Locale.ROOT,
                "application: %d clients, about %d requests/s, P95 %.1f ms; Godwit is to wait at %.1f ms and at 1 s of lag",
                Application.CLIENTS,
                Application.RATE,
                baseline,
                limit));
        narrator.say("each $ line is a process of its own; the password comes from "
                + scene.stage().product().passwordVariable() + ", the limits from godwit.yaml in");
        narrator.command("cd " + scene.folder().path());
        return proof.untouched();
    }

    private void preferences(String number) {
        enter("user_preferences");
        narrator.act(number + "  migration " + DemoFolder.PREFERENCES + ", with the verification in it");
        narrator.say(scene.stage().product().preferencesNote());
        godwit.start("apply", "--to", "20240115001", "--yes").mustSucceed();
        runs.add(journal.lastRun("user_preferences"));
    }

    private void riskScoreWithFreeze() {
        enter("risk_score");
        narrator.act("2/4  migration " + DemoFolder.RISK_SCORE + ": a column, and a value for every row");
        RunningCommand command = godwit.start("apply", "--yes");
        Freeze freeze = new Freeze(command);
        boolean seen = watch.until(command, FREEZE_AT, freeze);
        command.mustSucceed();
        RunFigures run = journal.lastRun("risk_score");
        runs.add(run);
        boolean held = !run.by("replica-lag").isZero();
        String found =
                held ? Narrator.seconds(run.by("replica-lag")) + " s" : freeze.outlived ? "it was over before" : "no";
        prove(
                "the backfill",
                () -> List.of(
                        new Check("the frozen replica held the backfill", held || (seen && freeze.outlived), found)));
    }

    /** Stops the replica's replay for a while. */
    private final class Freeze implements Runnable {
        private final RunningCommand command;
        private boolean outlived;

        Freeze(RunningCommand command) {
            this.command = command;
        }

        @Override
        public void run() {
            narrator.say("the demo now freezes the replica for " + FREEZE.toSeconds() + " s, so that it falls behind");
            scene.stage().replay().pause();
            time.pause(FREEZE);
            outlived = !command.isRunning();
            scene.stage().replay().resume();
            narrator.say("the replica replays again");
        }
    }

    private void riskScoreWithKill() {
        enter("risk_score");
        narrator.act("2/3  migration " + DemoFolder.RISK_SCORE + ", killed in the middle of its backfill");
        RunningCommand first = godwit.start("apply", "--yes");
        boolean seen = watch.until(first, KILL_AT, () -> kill(first));
        first.exitCode();
        long before = scene.stage().shop().ask(progress::rows);
        Check killed = new Check(
                "killed (kill -9) in the middle of the backfill",
                seen && isInTheMiddle(before),
                String.format(Locale.ROOT, "%,d rows checkpointed", before));
        enter("risk_score, resumed");
        RunningCommand second = godwit.start("apply", "--yes", "--wait-lease", "60");
        watch.lookOn(second);
        second.mustSucceed();
        RunFigures run = journal.lastRun("risk_score, resumed");
        runs.add(run);
        long most = options.rows() + scene.application().writes().insertsSent() - before;
        Check resumed = new Check(
                "the second run went on where the first was killed",
                run.rows() <= most && run.rows() > 0,
                String.format(Locale.ROOT, "%,d rows", run.rows()));
        prove("the kill", () -> List.of(killed, resumed));
    }

    private void kill(RunningCommand command) {
        narrator.command("kill -9 " + command.pid());
        command.kill();
    }

    private boolean isInTheMiddle(long rows) {
        return rows >= options.rows() * 0.3 && rows <= options.rows() * 0.7;
    }

    private void rollbackAndAgain(String untouched) {
        enter("rollback");
        narrator.act("4/4  the last migration taken back, and up again");
        godwit.start("rollback", "--yes", "--approve-destructive", "the demo takes its own column back")
                .mustSucceed();
        runs.add(journal.lastRun("rollback"));
        prove("after the rollback", () -> proof.withoutRiskScore(untouched));
        enter("risk_score again");
        RunningCommand again = godwit.start("apply", "--yes");
        watch.lookOn(again);
        again.mustSucceed();
        runs.add(journal.lastRun("risk_score again"));
    }

    private DemoResult end(String untouched) {
        enter(AFTER);
        time.pause(options.quiet());
        enter("last proof");
        scene.application().close();
        narrator.act("the application has stopped");
        prove(
                "after the application has stopped",
                () -> proof.afterwards(untouched, scene.stage().shopOnReplica()));
        List<Latencies.Period> periods = latencies().all().stream()
                .filter(period -> !period.name().equals("last proof"))
                .toList();
        return new DemoResult(options, runs, periods, scene.application().errors(), proven);
    }

    private void proveWhileWorking(String number, String untouched) {
        enter("proof");
        narrator.act(number + "  proof");
        prove("while the application works", () -> proof.whileWorking(untouched));
    }

    private void prove(String when, Supplier<List<Check>> look) {
        List<Check> checks = look.get();
        narrator.say("proof, " + when);
        checks.forEach(check -> narrator.say("  " + ClosingTable.line(check)));
        proven.add(new DemoResult.Proven(when, checks));
    }

    private void enter(String period) {
        latencies().enter(period);
    }

    private Latencies latencies() {
        return scene.application().latencies();
    }
}
