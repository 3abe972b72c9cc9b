package dev.godwit.app.demo;

import dev.godwit.fault.ExitCode;
import dev.godwit.host.Time;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * The whole demonstration: servers, data, an application at work, and then what the options ask for. Whatever it says, it has
 * looked at; a lost write, an error of the application or a difference ends it with an exit code that is not 0.
 */
public final class Demo {
    private final DemoOptions options;
    private final PrintStream out;
    private final Narrator narrator;
    private final Time time;

    /**
     * @param out takes the closing table
     * @param progress takes the story while it happens
     */
    public Demo(DemoOptions options, PrintStream out, PrintStream progress) {
        this.options = options;
        this.out = out;
        this.narrator = new Narrator(progress);
        this.time = Time.system();
    }

    /**
     * Plays it.
     *
     * @return 0, or another code of the table of exit codes
     * @throws dev.godwit.fault.GodwitException where it cannot go on
     */
    public int run() {
        narrator.act(String.format(
                Locale.ROOT,
                "Godwit demo: %,d transactions and %,d users, an application of %d clients, PostgreSQL 17 with a replica",
                options.rows(),
                options.users(),
                Application.CLIENTS));
        long begun = time.nanos();
        Stage stage = Stage.start(options);
        DemoFolder folder = DemoFolder.create(options);
        try (EndOfProcess end = new EndOfProcess(() -> clear(stage, folder))) {
            narrator.done(
                    "servers: " + stage.url() + ", replica at port "
                            + stage.replica().port(),
                    since(begun));
            return playUnless(end, stage, folder);
        }
    }

    private int playUnless(EndOfProcess end, Stage stage, DemoFolder folder) {
        try {
            int exitCode = play(stage, folder);
            leave(stage, folder);
            return exitCode;
        } catch (RuntimeException e) {
            if (end.hasBegun()) {
                return ExitCode.INTERRUPTED.number();
            }
            leave(stage, folder);
            throw e;
        }
    }

    private static void clear(Stage stage, DemoFolder folder) {
        stage.stop();
        folder.close();
    }

    private int play(Stage stage, DemoFolder folder) {
        Shop shop = stage.shop();
        long begun = time.nanos();
        new Loader(shop).load(options);
        narrator.done("data loaded, indexed and vacuumed", since(begun));
        try (Application application = Application.start(shop, options, time, Acts.WARM_UP)) {
            Acts acts = new Acts(options, new Acts.Scene(stage, folder, application), narrator, time);
            DemoResult result = options.crash() ? acts.withCrash() : acts.inFull();
            narrator.act(
                    "How it went (time by cause: working, resting between chunks and taking baselines, held by a guard, waiting for locks)");
            out.print(ClosingTable.of(result));
            out.flush();
            return result.exitCode().number();
        }
    }

    /** Also after a failure: with {@code --keep} everything is there to be looked at. */
    private void leave(Stage stage, DemoFolder folder) {
        if (!options.keep()) {
            clear(stage, folder);
            return;
        }
        narrator.act("The servers stay up (--keep)");
        narrator.say("connect   psql '" + stage.primary().url() + "'");
        narrator.say("replica   psql '" + stage.replica().url() + "'");
        narrator.say("project   " + folder.path());
        narrator.say("password  in the environment as PGPASSWORD for the $ lines above; it is part of these URLs");
        narrator.say("stop      godwit sandbox stop " + stage.replica().folder() + " "
                + stage.primary().folder());
    }

    private Duration since(long begun) {
        return Duration.ofNanos(time.nanos() - begun);
    }
}
