package dev.godwit.app.cli;

import dev.godwit.app.demo.Sandbox;
import dev.godwit.app.demo.Sandbox.Wish;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code godwit sandbox}. */
@Command(
        name = "sandbox",
        description = {
            "starts a disposable server, prints its URL and runs until interrupted: sandbox postgres, mariadb or mysql;",
            "or stops servers that a demo left up: sandbox stop FOLDER..."
        })
final class SandboxCommand implements Callable<Integer> {
    private final Godwit root;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "WHAT",
            description = "postgres (default), mariadb, mysql, or stop")
    @Nullable
    String what;

    @Parameters(index = "1..*", paramLabel = "FOLDER", arity = "0..*", description = "for stop: the servers' folders")
    @Nullable
    List<Path> folders;

    // Its own --version, with a number, takes the place of the root's, and with that all standard options are left out.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this help")
    boolean help;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "postgres: 14 to 18 (default: 17); mariadb: 11.4; mysql: 8.0")
    @Nullable
    String version;

    @Option(names = "--replica", description = "with a replica (postgres, mariadb); its URL is on the second line")
    boolean replica;

    SandboxCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Sandbox sandbox = new Sandbox(root.terminal().out(), root.terminal().err());
        switch (what == null ? "postgres" : what.toLowerCase(Locale.ROOT)) {
            case "postgres", "postgresql" -> sandbox.postgresql(new Wish(version, replica));
            case "mariadb" -> sandbox.mariadb(new Wish(version, replica));
            case "mysql" -> sandbox.mysql(new Wish(version, replica));
            case "stop" -> sandbox.stop(folders == null ? List.of() : folders);
            default ->
                throw Problem.of(ErrorCode.USAGE_WRONG, "there is no sandbox " + what)
                        .next(
                                "godwit sandbox postgres|mariadb|mysql [--version VERSION] [--replica], or godwit sandbox stop FOLDER")
                        .exception();
        }
        return 0;
    }
}
