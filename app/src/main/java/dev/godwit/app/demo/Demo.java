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
    private final DemoServer product;
    private final DemoOptions options;
    private final PrintStream out;
    private final Narrator narrator;
    private final Time time;

    /**
     * @param product on which it plays
     * @param out takes the closing table
     * @param progress takes the story while it happens
     */
    public Demo(DemoServer product, DemoOptions options, PrintStream out, PrintStream progress) {
        this.product = product;
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
                "Godwit demo: %,d transactions and %,d users, an application of %d clients, %s with a replica",
                options.rows(),
                options.users(),
                Application.CLIENTS,
                product.title()));
        long begun = time.nanos();
        Stage stage = Stage.start(product, options);
        DemoFolder folder = DemoFolder.create(product, options);
        try (EndOfProcess end = new EndOfProcess(() -> clear(stage, folder))) {
            narrator.done(
                    "servers: " + stage.url() + ", replica at port "
                            + stage.replica().server().port(),
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
        new ReplicaProof(shop, stage.shopOnReplica()).awaitCaughtUp();
        narrator.done("data loaded and indexed, also on the replica", since(begun));
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
        narrator.say("connect   " + product.client(stage.primary()));
        narrator.say("replica   " + product.client(stage.replica()));
        narrator.say("project   " + folder.path());
        narrator.say("password  in the environment as " + product.passwordVariable()
                + " for the $ lines above; it is part of these lines");
        narrator.say("stop      godwit sandbox stop " + stage.replica().server().folder() + " "
                + stage.primary().server().folder());
    }

    private Duration since(long begun) {
        return Duration.ofNanos(time.nanos() - begun);
    }
}
