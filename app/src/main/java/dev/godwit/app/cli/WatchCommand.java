package dev.godwit.app.cli;

import dev.godwit.app.verb.RunWatch;
import dev.godwit.app.verb.Target;
import dev.godwit.event.EventJson;
import dev.godwit.event.Journal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code godwit watch}. */
@Command(
        name = "watch",
        description =
                "shows a run of another terminal until it ends, with its exit code; one that is over tells its story")
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
        try (Target target = settings.target()) {
            Journal.Sink sink =
                    root.json() ? entry -> root.terminal().out().println(EventJson.line(entry)) : settings.display();
            return RunWatch.of(target, run).follow(root.wiring().host().time(), sink);
        }
    }
}
