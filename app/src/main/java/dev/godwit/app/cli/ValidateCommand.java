package dev.godwit.app.cli;

import dev.godwit.app.GuardMapping;
import dev.godwit.app.verb.ApprovalFiles;
import dev.godwit.app.verb.Target;
import dev.godwit.app.verb.ValidateRequest;
import dev.godwit.app.verb.Validating;
import dev.godwit.approval.Approver;
import dev.godwit.approval.SigningKey;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.ExitCode;
import dev.godwit.fault.Problem;
import dev.godwit.guard.GuardSettings;
import dev.godwit.model.TableName;
import dev.godwit.plan.Durations;
import dev.godwit.verify.CheckReport.Finding;
import dev.godwit.verify.Scope;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.certificate.CertificateCheck;
import dev.godwit.verify.live.LiveSettings;
import dev.godwit.verify.live.ValidationStore;
import dev.godwit.verify.mapping.MappingFile;
import dev.godwit.verify.mapping.MappingReader;
import dev.godwit.verify.repair.RepairScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code godwit validate}. */
@Command(
        name = "validate",
        description = "compares two databases row by row, idle or in use, and proves it;"
                + " exit code 0 equal, 6 different, 10 inconclusive")
final class ValidateCommand implements Callable<Integer> {
    private final Godwit root;

    @Parameters(
            arity = "0..2",
            paramLabel = "URL",
            description = "the database that is right, and the one that is judged")
    List<String> urls = List.of();

    @Mixin
    ValidateOptions options = new ValidateOptions();

    @Mixin
    CheckOptions checks = new CheckOptions();

    ValidateCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        ValidateFiles files = new ValidateFiles(root);
        if (options.verifyCertificate != null) {
            return verifyCertificate(files, options.verifyCertificate);
        }
        ValidateRequest request = request(files);
        Settings settings = new Settings(root);
        try (Target left = open(settings, options.source, 0);
                Target right = open(settings, options.target, 1)) {
            Validating validating = validating(left, right);
            Validating.Result result = validating.run(request);
            if (options.certificate != null) {
                files.write(options.certificate, result.certificate());
            }
            if (options.repair != null) {
                repair(files, options.repair, validating.repair(result.report()));
            }
            if (options.report != null) {
                files.write(options.report, ValidateFiles.form(options.report, result.report(), options.showValues));
            }
            root.terminal().out().print(ValidateFiles.form(root.output(), result.report(), options.showValues));
            return exitCode(result.report().verdict());
        }
    }

    private Validating validating(Target left, Target right) {
        return new Validating(
                new Validating.Surroundings(
                        root.wiring().host(),
                        new ValidateProgress(root),
                        root::tell,
                        root.wiring().version()),
                left,
                right);
    }

    private static int exitCode(ValidationVerdict verdict) {
        return switch (verdict) {
            case EQUAL -> ExitCode.DONE.number();
            case DIFFERENT -> ExitCode.DIFFERENT.number();
            case INCONCLUSIVE -> ExitCode.INCONCLUSIVE.number();
        };
    }

    private ValidateRequest request(ValidateFiles files) {
        MappingFile mapping = options.mapping == null
                ? MappingFile.none()
                : MappingReader.read(files.read(options.mapping), options.mapping.toString());
        LiveSettings live = LiveSettings.usual(Scope.USUAL_DIFFERENCES)
                .lag(duration("--lag", options.lag, LiveSettings.USUAL_LAG))
                .age(duration("--snapshot-age", options.snapshotAge, LiveSettings.USUAL_AGE))
                .chunks(options.chunkRows());
        Path stopFile = root.wiring().path(root.configuration().emergencyStop());
        GuardSettings guards = GuardMapping.of(root.configuration().guards(), stopFile);
        Path progress = root.wiring().path(root.configuration().progressFile()).toAbsolutePath();
        return new ValidateRequest(
                mapping,
                options.tables.stream().map(ValidateCommand::table).toList(),
                ValidateRequest.checks(options.checks),
                checks.settings(files, root.wiring().host().ids().fraction()),
                options.sample(),
                live,
                guards,
                new ValidateRequest.Remembering(
                        ValidateRequest.Place.of(options.checkpoint),
                        new ValidationStore.Going(options.resume, options.sinceLast),
                        java.util.Objects.requireNonNull(progress.getParent())),
                signer());
    }

    /** A signature is under a file. */
    private Optional<SigningKey> signer() {
        if ((options.sign || options.key != null) && options.certificate == null) {
            throw Problem.of(ErrorCode.USAGE_WRONG, "there is no certificate to sign")
                    .next("--certificate FILE --sign")
                    .exception();
        }
        return options.sign || options.key != null
                ? Optional.of(ApprovalFiles.key(ApproveCommand.keyFile(root, options.key)))
                : Optional.empty();
    }

    private static Duration duration(String option, @Nullable String typed, Duration usual) {
        if (typed == null) {
            return usual;
        }
        if (!Durations.isDuration(typed)) {
            throw Problem.of(ErrorCode.USAGE_WRONG, option + " is a duration such as 250ms, 5s or 1m, not " + typed)
                    .exception();
        }
        return Durations.parse(typed);
    }

    private static TableName table(String typed) {
        int dot = typed.indexOf('.');
        return dot <= 0 || dot == typed.length() - 1
                ? TableName.of(typed)
                : TableName.of(typed.substring(0, dot), typed.substring(dot + 1));
    }

    /** By environment, by URL, or the database that all verbs mean. */
    private Target open(Settings settings, @Nullable String environment, int place) {
        if (environment != null) {
            return settings.environment(environment);
        }
        int index = place - (options.source == null ? 0 : 1);
        if (index >= 0 && index < urls.size()) {
            return settings.target(urls.get(index));
        }
        if (!settings.namesDatabase()) {
            throw Problem.of(ErrorCode.USAGE_WRONG, "two databases are compared, and one is not named")
                    .next("godwit validate SOURCE_URL TARGET_URL, or --source NAME --target NAME")
                    .exception();
        }
        return settings.target();
    }

    private void repair(ValidateFiles files, Path file, RepairScript script) {
        script.left().forEach(line -> root.tell("not repaired: " + line));
        if (script.repaired() > 0) {
            files.write(file, script.text());
            root.tell("a migration that repairs " + script.repaired() + " rows is in " + file
                    + "; it holds values of rows");
        }
    }

    /** Everybody whose key the configuration names. */
    private List<Approver> approvers() {
        return root.configuration().environments().values().stream()
                .flatMap(environment -> environment.quorum().approvers().stream())
                .distinct()
                .toList();
    }

    /** Alone where no database is named; else both are read again. */
    private int verifyCertificate(ValidateFiles files, Path file) {
        CertificateCheck check = CertificateCheck.read(files.read(file), file.toString());
        List<Finding> findings = new ArrayList<>(check.alone(approvers()));
        boolean named = !urls.isEmpty() || options.source != null || options.target != null;
        if (named && findings.stream().allMatch(finding -> finding.verdict() == ValidationVerdict.EQUAL)) {
            Settings settings = new Settings(root);
            try (Target left = open(settings, options.source, 0);
                    Target right = open(settings, options.target, 1)) {
                findings.addAll(validating(left, right).again(check, request(files)));
            }
        }
        findings.forEach(finding -> root.terminal()
                .out()
                .println((finding.verdict() == ValidationVerdict.EQUAL ? "holds   " : "WRONG   ") + finding.subject()
                        + ": " + finding.what()));
        return exitCode(
                ValidationVerdict.of(findings.stream().map(Finding::verdict).toList()));
    }
}
