package dev.godwit.app.demo;

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
        Thread interrupted = new Thread(stage::stop, "godwit-demo-servers");
        Runtime.getRuntime().addShutdownHook(interrupted);
        DemoFolder folder = DemoFolder.create(options);
        narrator.done(
                "servers: " + stage.url() + ", replica at port "
                        + stage.replica().port(),
                since(begun));
        try {
            return play(stage, folder);
        } finally {
            leave(stage, folder);
            Runtime.getRuntime().removeShutdownHook(interrupted);
        }
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
                    "How it went (time by cause: working, resting between chunks, held by a guard, waiting for locks)");
            out.print(ClosingTable.of(result));
            out.flush();
            return result.exitCode().number();
        }
    }

    private void leave(Stage stage, DemoFolder folder) {
        if (!options.keep()) {
            stage.stop();
            folder.close();
            return;
        }
        narrator.act("The servers stay up (--keep)");
        narrator.say("connect   psql '" + stage.primary().url() + "'");
        narrator.say("replica   psql '" + stage.replica().url() + "'");
        narrator.say("project   " + folder.path());
        narrator.say("stop      godwit sandbox stop " + stage.replica().folder() + " "
                + stage.primary().folder());
    }

    private Duration since(long begun) {
        return Duration.ofNanos(time.nanos() - begun);
    }
}
