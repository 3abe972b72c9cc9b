package dev.godwit.app.cli;

import dev.godwit.app.LintConfiguration;
import dev.godwit.app.verb.CatalogFacts;
import dev.godwit.app.verb.Linting;
import dev.godwit.app.verb.Target;
import dev.godwit.dialect.Dialect;
import dev.godwit.fault.ExitCode;
import dev.godwit.host.WholeFile;
import dev.godwit.lint.LintDialect;
import dev.godwit.lint.LintInput;
import dev.godwit.lint.LintOptions;
import dev.godwit.lint.LintReport;
import dev.godwit.lint.Linter;
import dev.godwit.lint.Surroundings;
import dev.godwit.lint.fix.FixedFile;
import dev.godwit.lint.fix.LintFix;
import dev.godwit.lint.render.JsonReport;
import dev.godwit.lint.render.MarkdownReport;
import dev.godwit.lint.render.SarifReport;
import dev.godwit.lint.render.TextReport;
import dev.godwit.lint.rules.LintRules;
import dev.godwit.migration.Applied;
import dev.godwit.sql.LockWords;
import dev.godwit.state.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code godwit lint}. */
@Command(
        name = "lint",
        description = "finds what would hurt: locks, rewrites, lost data; with --url against the live catalog")
final class LintCommand implements Callable<Integer> {
    /** Stands for the database where none is asked; nobody sees it. */
    private static final String NO_DATABASE = "database";

    private final Godwit root;

    @Option(names = "--fix", description = "rewrites what is mechanical and shows the difference")
    boolean fix;

    @Option(names = "--sarif", description = "prints SARIF 2.1.0")
    boolean sarif;

    @Option(names = "--start-after", paramLabel = "ID", description = "older migrations are exempt")
    @Nullable
    String startAfter;

    @Option(names = "--target-version", paramLabel = "V", description = "the server's version to lint for, such as 17")
    @Nullable
    String targetVersion;

    @Option(names = "--disable", paramLabel = "RULE", split = ",", description = "rules that are off")
    List<String> disabled = List.of();

    @Option(
            names = "--enable",
            paramLabel = "RULE",
            split = ",",
            description = "rules that are off by default, switched on")
    List<String> enabled = List.of();

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description =
                    "whose scripts they are: postgresql or mysql (MariaDB too); else the URL tells, or the files' names")
    @Nullable
    String dialect;

    LintCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Settings settings = new Settings(root);
        if (!settings.namesDatabaseForThisCommand()) {
            Dialect chosen = ScriptDialect.choose(root, dialect, settings.folder());
            return lint(new Linting(chosen, settings.folder()), Optional.empty());
        }
        try (Target target = settings.target()) {
            ScriptDialect.confirm(root, dialect, target.dialect());
            return lint(new Linting(target.dialect(), settings.folder()), Optional.of(target));
        }
    }

    private int lint(Linting linting, Optional<Target> target) {
        LintDialect scripts =
                linting.dialect(target.map(live -> live.identity().database()).orElse(NO_DATABASE));
        LintInput input = linting.input(
                target.map(LintCommand::applied),
                options(scripts),
                new Linting.Context(
                        surroundings(linting, target),
                        target.map(CatalogFacts::new).orElse(null)));
        LintReport report = new Linter(LintRules.all()).lint(input);
        if (fix) {
            write(LintFix.fix(input, report));
        } else {
            print(report, input.options().dialect().name());
        }
        return report.hasErrors() && !fix ? ExitCode.FAILED.number() : ExitCode.DONE.number();
    }

    private Surroundings surroundings(Linting linting, Optional<Target> target) {
        Instant now = root.wiring().host().time().now();
        return target.map(live -> Surroundings.at(now)
                        .within(live.policy().hours().windows())
                        .rehearsed(
                                linting.rehearsals(live.rehearsals(), now),
                                live.policy().isProtected() || live.policy().rehearsalRequired()))
                .orElse(Surroundings.at(now));
    }

    private LintOptions options(LintDialect scripts) {
        return new LintConfiguration(root.configuration().lint())
                .options(scripts, new LintConfiguration.Flags(startAfter, targetVersion, disabled, enabled));
    }

    private static List<Applied> applied(Target target) {
        return target.hasLedger() ? new Ledger(target.dialect().control()).applied(target.session()) : List.of();
    }

    private void print(LintReport report, String scripts) {
        if (sarif) {
            root.terminal()
                    .out()
                    .println(SarifReport.render(
                            report, LintRules.of(scripts), root.wiring().version()));
        } else if (root.json()) {
            Documents.print(root, JsonReport.render(report));
        } else if (root.output() == OutputFormat.MARKDOWN) {
            root.terminal().out().print(MarkdownReport.render(report));
        } else {
            root.terminal().out().print(TextReport.render(report, lockWords(scripts)));
        }
    }

    private LockWords lockWords(String scripts) {
        return root.wiring().dialect(scripts).scripts().lockWords();
    }

    private void write(List<FixedFile> files) {
        for (FixedFile file : files) {
            file.refused()
                    .forEach(finding -> root.terminal()
                            .err()
                            .println("not by machine: " + file.path() + ":"
                                    + finding.position().line() + " "
                                    + finding.rule().id()));
            if (file.isChanged()) {
                root.terminal().out().print(file.diff());
                replace(Path.of(file.path()), file.after());
            }
        }
    }

    private static void replace(Path file, String text) {
        try {
            WholeFile.write(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
