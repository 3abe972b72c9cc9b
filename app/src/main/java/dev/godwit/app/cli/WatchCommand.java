package dev.godwit.app.cli;

import dev.godwit.app.verb.RunWatch;
import dev.godwit.app.verb.Steer;
import dev.godwit.app.verb.Target;
import dev.godwit.event.EventJson;
import dev.godwit.fault.ExitCode;
import dev.godwit.host.Time;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code godwit watch}. */
@Command(
        name = "watch",
        description =
                "shows a run of another terminal until it ends, with its exit code, and takes keys that steer it; one that is"
                        + " over tells its story")
final class WatchCommand implements Callable<Integer> {
    private final Godwit root;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "the run (default: the latest)")
    @Nullable
    String run;

    WatchCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Settings settings = new Settings(root);
        Time time = root.wiring().host().time();
        try (Target target = settings.target()) {
            RunWatch watch = RunWatch.of(target, run);
            if (root.json()) {
                return watch.follow(time, entry -> root.terminal().out().println(EventJson.line(entry)));
            }
            Optional<Keyboard> keyboard = ProgressDisplay.Screen.of(root).redraws() && watch.underWay()
                    ? root.terminal().keyboard().get()
                    : Optional.empty();
            return keyboard.isEmpty()
                    ? watch.follow(time, settings.display())
                    : steered(watch, keyboard.get(), new Steer(target));
        }
    }

    private int steered(RunWatch watch, Keyboard keyboard, Steer steer) {
        Settings settings = new Settings(root);
        ProgressDisplay display = settings.display();
        display.footer(WatchKeys.FOOTER);
        try (keyboard) {
            WatchKeys keys = new WatchKeys(
                    keyboard,
                    new WatchKeys.Steering(
                            steer, watch.run(), settings.operator().name(), display));
            OptionalInt exitCode = watch.follow(keys::rest, display);
            display.end();
            if (exitCode.isEmpty()) {
                root.tell(watch.run() + " goes on; godwit watch shows it again");
            }
            return exitCode.orElse(ExitCode.DONE.number());
        }
    }
}
