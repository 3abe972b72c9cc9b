package dev.godwit.app.cli;

import dev.godwit.app.demo.Demo;
import dev.godwit.app.demo.DemoOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code godwit demo}. */
@Command(
        name = "demo",
        description =
                "shows a migration, a backfill, the proof and the way back on disposable servers under live traffic")
final class DemoCommand implements Callable<Integer> {
    private final Godwit root;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "" + DemoOptions.DEFAULT_ROWS,
            description = "rows of the big table (default: ${DEFAULT-VALUE})")
    long rows;

    @Option(names = "--crash", description = "kills the program in the middle of the backfill and starts it again")
    boolean crash;

    @Option(names = "--keep", description = "leaves the servers up and prints how to connect and how to stop them")
    boolean keep;

    DemoCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Terminal terminal = root.terminal();
        return new Demo(new DemoOptions(rows, crash, keep), terminal.out(), terminal.err()).run();
    }
}
