package dev.godwit.app.cli;

import dev.godwit.app.verb.Target;
import dev.godwit.app.verb.ValidateRequest;
import dev.godwit.app.verb.Validating;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.ExitCode;
import dev.godwit.fault.Problem;
import dev.godwit.model.TableName;
import dev.godwit.plan.Durations;
import dev.godwit.report.ValidationText;
import dev.godwit.verify.Scope;
import dev.godwit.verify.live.LiveSettings;
import dev.godwit.verify.live.Progress;
import dev.godwit.verify.mapping.MappingFile;
import dev.godwit.verify.run.ValidationReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

    @Option(names = "--source", paramLabel = "NAME", description = "an environment of godwit.yaml that is right")
    @Nullable
    String source;

    @Option(names = "--target", paramLabel = "NAME", description = "an environment of godwit.yaml that is judged")
    @Nullable
    String target;

    @Option(names = "--tables", paramLabel = "A,B", split = ",", description = "tables of the source (default: all)")
    List<String> tables = List.of();

    @Option(names = "--checks", paramLabel = "A,B", split = ",", description = "checks to carry out (default: all)")
    List<String> checks = List.of();

    @Option(
            names = "--lag",
            paramLabel = "TIME",
            description = "how long a change may take to reach the target (default: 5s; 0s where nobody writes)")
    @Nullable
    String lag;

    ValidateCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Settings settings = new Settings(root);
        try (Target left = open(settings, source, 0);
                Target right = open(settings, target, 1)) {
            Validating validating = new Validating(
                    root.wiring().host(),
                    left,
                    right,
                    Progress.none(),
                    root.wiring().version());
            return print(validating.run(request()));
        }
    }

    private ValidateRequest request() {
        LiveSettings live = LiveSettings.usual(Scope.USUAL_DIFFERENCES).lag(lag());
        List<TableName> named = tables.stream().map(ValidateCommand::table).toList();
        return new ValidateRequest(MappingFile.none(), named, ValidateRequest.checks(checks), live, false);
    }

    private Duration lag() {
        if (lag == null) {
            return LiveSettings.USUAL_LAG;
        }
        if (!Durations.isDuration(lag)) {
            throw Problem.of(ErrorCode.USAGE_WRONG, "--lag is a duration such as 250ms, 5s or 1m, not " + lag)
                    .exception();
        }
        return Durations.parse(lag);
    }

    private static TableName table(String typed) {
        int dot = typed.indexOf('.');
        return dot < 0 ? TableName.of(typed) : TableName.of(typed.substring(0, dot), typed.substring(dot + 1));
    }

    /** By environment, by URL, or the database that all verbs mean. */
    private Target open(Settings settings, @Nullable String environment, int place) {
        if (environment != null) {
            return settings.environment(environment);
        }
        int first = source == null ? 0 : 1;
        if (place - first >= 0 && place - first < urls.size()) {
            return settings.target(urls.get(place - first));
        }
        if (!settings.namesDatabase()) {
            throw Problem.of(ErrorCode.USAGE_WRONG, "two databases are compared, and one is not named")
                    .next("godwit validate SOURCE_URL TARGET_URL, or --source NAME --target NAME")
                    .exception();
        }
        return settings.target();
    }

    private int print(ValidationReport report) {
        root.terminal().out().print(ValidationText.of(report));
        return switch (report.verdict()) {
            case EQUAL -> ExitCode.DONE.number();
            case DIFFERENT -> ExitCode.DIFFERENT.number();
            case INCONCLUSIVE -> ExitCode.INCONCLUSIVE.number();
        };
    }
}
