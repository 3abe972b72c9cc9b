package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.godwit.app.verb.Steer;
import dev.godwit.app.verb.Target;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.state.Runs;
import dev.godwit.steps.BackfillSettings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the four steering verbs share: they leave a command for the run that is under way. */
abstract class SteerCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Godwit root;

    @Option(names = "--run", paramLabel = "RUN", description = "the run (default: the one that holds the lease)")
    @Nullable
    String run;

    SteerCommand(Godwit root) {
        this.root = root;
    }

    /** What is told to the run. */
    abstract Runs.Command command(String by);

    @Override
    public Integer call() {
        Settings settings = new Settings(root);
        try (Target target = settings.target()) {
            String told =
                    new Steer(target).tell(run, command(settings.operator().name()));
            if (root.json()) {
                Documents.print(
                        root,
                        JSON.createObjectNode()
                                .put("schema", "godwit.command/1")
                                .put("run", told));
            } else {
                root.terminal().out().println("told " + told + ": it obeys within a second, between two units of work");
            }
            return 0;
        }
    }

    /** {@code godwit pause}. */
    @Command(name = "pause", description = "lets the running run wait after its current unit of work")
    static final class Pause extends SteerCommand {
        Pause(Godwit root) {
            super(root);
        }

        @Override
        Runs.Command command(String by) {
            return new Runs.Command("pause", "", "", by);
        }
    }

    /** {@code godwit resume}. */
    @Command(name = "resume", description = "lets a paused run go on")
    static final class Resume extends SteerCommand {
        Resume(Godwit root) {
            super(root);
        }

        @Override
        Runs.Command command(String by) {
            return new Runs.Command("resume", "", "", by);
        }
    }

    /** {@code godwit stop}. */
    @Command(name = "stop", description = "ends the running run after its current unit of work; the checkpoint is kept")
    static final class Stop extends SteerCommand {
        Stop(Godwit root) {
            super(root);
        }

        @Override
        Runs.Command command(String by) {
            return new Runs.Command("stop", "", "", by);
        }
    }

    /** {@code godwit set}. */
    @Command(
            name = "set",
            description =
                    "changes a setting of the running step: batch, workers, target, sleep, max_batch, max_duty, pace")
    static final class Set extends SteerCommand {
        @Parameters(index = "0", paramLabel = "NAME=VALUE", description = "for example batch=2000")
        String assignment = "";

        Set(Godwit root) {
            super(root);
        }

        @Override
        Runs.Command command(String by) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw Problem.of(ErrorCode.USAGE_WRONG, "not NAME=VALUE: " + assignment)
                        .next("godwit set batch=2000")
                        .exception();
            }
            String name = assignment.substring(0, equals).strip();
            String value = assignment.substring(equals + 1).strip();
            BackfillSettings.check(name, value);
            return new Runs.Command("set", name, value, by);
        }
    }
}
