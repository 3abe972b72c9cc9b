package dev.godwit.app.cli;

import dev.godwit.app.demo.Sandbox;
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
            "starts a disposable server, prints its URL and runs until interrupted: sandbox postgres",
            "or stops servers that a demo left up: sandbox stop FOLDER..."
        })
final class SandboxCommand implements Callable<Integer> {
    private final Godwit root;

    @Parameters(index = "0", arity = "0..1", paramLabel = "WHAT", description = "postgres (default), or stop")
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

    @Option(names = "--version", paramLabel = "14..18", description = "the major version (default: 17)")
    @Nullable
    Integer major;

    @Option(names = "--replica", description = "with a streaming replica; its URL is on the second line")
    boolean replica;

    SandboxCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Sandbox sandbox = new Sandbox(root.terminal().out(), root.terminal().err());
        switch (what == null ? "postgres" : what.toLowerCase(Locale.ROOT)) {
            case "postgres", "postgresql" -> sandbox.run(major == null ? Sandbox.DEFAULT_MAJOR : major, replica);
            case "stop" -> sandbox.stop(folders == null ? List.of() : folders);
            case "mariadb", "mysql" ->
                throw Problem.of(ErrorCode.USAGE_WRONG, "there is no disposable " + what + " in this version")
                        .next("godwit sandbox postgres")
                        .exception();
            default ->
                throw Problem.of(ErrorCode.USAGE_WRONG, "there is no sandbox " + what)
                        .next("godwit sandbox postgres [--version 14..18] [--replica], or godwit sandbox stop FOLDER")
                        .exception();
        }
        return 0;
    }
}
