package dev.godwit.app.cli;

import dev.godwit.app.demo.Demo;
import dev.godwit.app.demo.DemoOptions;
import dev.godwit.app.demo.DemoServer;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
            description = "rows of the big table (default: 2000000 on postgresql, 1000000 on mariadb)")
    @Nullable
    Long rows;

    @Option(
            names = "--on",
            paramLabel = "SERVER",
            defaultValue = "postgresql",
            description = "postgresql or mariadb (default: ${DEFAULT-VALUE})")
    String on = "";

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
        DemoServer product = product();
        long wanted = rows == null ? product.usualRows() : rows;
        return new Demo(product, new DemoOptions(wanted, crash, keep), terminal.out(), terminal.err()).run();
    }

    private DemoServer product() {
        return DemoServer.all().stream()
                .filter(product -> product.name().equals(on.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.of(ErrorCode.USAGE_WRONG, "there is no demo on " + on)
                        .next("godwit demo --on "
                                + DemoServer.all().stream()
                                        .map(DemoServer::name)
                                        .collect(Collectors.joining("|")))
                        .exception());
    }
}
