package dev.godwit.app.cli;

import dev.godwit.app.verb.Migrations;
import dev.godwit.app.verb.RehearsalEvidence;
import dev.godwit.app.verb.RehearsalRequest;
import dev.godwit.app.verb.RehearsalRequest.Basis;
import dev.godwit.app.verb.Rehearsing;
import dev.godwit.app.verb.Target;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.migration.HistoryOptions;
import dev.godwit.rehearse.RehearsalReport;
import dev.godwit.report.RehearsalJson;
import dev.godwit.report.RehearsalMarkdown;
import dev.godwit.report.RehearsalText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code godwit rehearse}. */
@Command(
        name = "rehearse",
        description = "runs pending migrations up, down and up on a disposable server, measures and compares;"
                + " the result is stored as evidence in the ledger of --url")
final class RehearseCommand implements Callable<Integer> {
    private static final int MOST_ROWS = 100_000;

    private final Godwit root;

    @Parameters(arity = "0..*", paramLabel = "MIGRATION", description = "pending migrations (default: all)")
    List<String> named = List.of();

    // Its own --version, with a number, takes the place of the root's, and with that all standard options are left out.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this help")
    boolean help;

    @Option(
            names = "--dump",
            paramLabel = "FILE",
            description = "a dump in plain SQL to begin with, instead of the history")
    @Nullable
    Path dump;

    @Option(
            names = "--staging",
            paramLabel = "URL",
            description = "a database whose schema the disposable server gets; it is only read"
                    + " (default: the environment's staging)")
    @Nullable
    String staging;

    @Option(
            names = "--on",
            paramLabel = "URL",
            description = "a staging database to rehearse on, instead of a disposable server")
    @Nullable
    String on;

    @Option(names = "--same-server", description = "allows --on to be another database of the target's own server")
    boolean sameServer;

    @Option(names = "--version", paramLabel = "V", description = "the disposable server's major version, 14 to 18")
    @Nullable
    Integer version;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "1000",
            description = "rows to make up in each touched table that has none, 0 to 100000 (default: 1000)")
    long rows;

    @Option(names = "--no-evidence", description = "stores nothing in the ledger of --url")
    boolean noEvidence;

    @Option(names = "--out-of-order", description = "allows a pending migration that is older than an applied one")
    boolean outOfOrder;

    @Option(names = "--ignore-missing", description = "allows applied migrations without a file")
    boolean ignoreMissing;

    RehearseCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        check();
        Settings settings = new Settings(root);
        if (!settings.namesDatabase()) {
            return print(rehearse(settings, Optional.empty()));
        }
        try (Target target = settings.target()) {
            RehearsalReport report = rehearse(settings, Optional.of(target));
            if (!noEvidence) {
                RehearsalEvidence.store(target, report);
            }
            return print(report);
        }
    }

    private void check() {
        if (rows < 0 || rows > MOST_ROWS) {
            throw Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "--rows must be 0 to " + MOST_ROWS + ", not " + rows)
                    .exception();
        }
        if (on != null && (dump != null || staging != null || version != null)) {
            throw Problem.of(
                            ErrorCode.USAGE_WRONG,
                            "--on rehearses on what is there; --dump, --staging and --version are for a disposable server")
                    .exception();
        }
        if (dump != null && staging != null) {
            throw Problem.of(ErrorCode.USAGE_WRONG, "--dump and --staging both say where the schema comes from")
                    .next("leave one of them out")
                    .exception();
        }
    }

    private RehearsalReport rehearse(Settings settings, Optional<Target> target) {
        Rehearsing rehearsing =
                new Rehearsing(settings.setup(), new Opening(settings), settings.operator(), this::progress);
        if (on != null) {
            try (Target stage = settings.target(on)) {
                return rehearsing.on(stage, target, sameServer, request(new Basis.History()));
            }
        }
        if (dump != null) {
            return rehearsing.onDisposable(target, request(new Basis.Dump(dump)));
        }
        Optional<Target> copied = staging != null ? Optional.of(settings.target(staging)) : settings.staging();
        if (copied.isEmpty()) {
            return rehearsing.onDisposable(target, request(new Basis.History()));
        }
        try (Target source = copied.get()) {
            return rehearsing.onDisposable(target, request(new Basis.Staging(source)));
        }
    }

    private RehearsalRequest request(Basis basis) {
        return new RehearsalRequest(
                named, basis, Optional.ofNullable(version), rows, new HistoryOptions(outOfOrder, ignoreMissing));
    }

    private void progress(String line) {
        if (!root.quiet) {
            root.terminal().err().println(line);
        }
    }

    private int print(RehearsalReport report) {
        switch (root.output()) {
            case TEXT, HTML -> root.terminal().out().print(RehearsalText.of(report, root.lockWords()));
            case JSON, JSONL -> Documents.print(root, RehearsalJson.of(report));
            case MARKDOWN -> root.terminal().out().print(RehearsalMarkdown.of(report, root.lockWords()));
        }
        return report.exitCode().number();
    }

    /** Databases and folders as the options say. */
    private record Opening(Settings settings) implements Rehearsing.Opener {
        @Override
        public Target open(String url) {
            return settings.target(url);
        }

        @Override
        public Migrations migrations(Target target) {
            return settings.migrations(target);
        }
    }
}
