package dev.godwit.app.cli;

import dev.godwit.app.Wiring;
import dev.godwit.config.Configuration;
import dev.godwit.dialect.Dialect;
import dev.godwit.sql.LockWords;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line: the options that every verb takes, and the list of the verbs. */
@Command(
        name = "godwit",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        description = "Changes databases that are in use, proves it, and takes it back.",
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  godwit demo                                    everything, on a disposable server",
            "  godwit new \"add user preferences\"              start a migration",
            "  godwit --url postgresql://u@h/db plan          look, without changing anything",
            "  godwit --url postgresql://u@h/db apply         apply what is pending"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or nothing to do",
            "1:failed; state consistent",
            "2:usage or configuration; nothing touched",
            "3:changes pending (--detailed-exitcode)",
            "4:a gate waits for evidence, approval or confirmation",
            "5:another run holds the lease",
            "6:validation found differences",
            "7:failed and rolled back; the old state is verified",
            "8:failed and the rollback is incomplete",
            "9:stopped by the emergency stop; checkpoint kept",
            "10:inconclusive",
            "75:temporary; safe to run again",
            "130:interrupted; checkpoint kept (143: terminated)"
        })
public final class Godwit implements Callable<Integer> {
    private final Wiring wiring;
    private final Terminal terminal;
    private final CountDownLatch said = new CountDownLatch(1);
    private @Nullable Configuration configuration;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description =
                    "the database: postgresql://user@host:port/db, mysql:// or mariadb://; password from PGPASSWORD, ~/.pgpass or MYSQL_PWD")
    @Nullable
    String url;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "an environment of godwit.yaml")
    @Nullable
    String environment;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "the project file (default: godwit.yaml, where there is one)")
    @Nullable
    Path config;

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "the folder of migrations (default: migrations)")
    @Nullable
    Path migrations;

    @Option(
            names = {"--output", "-o"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "text, json, jsonl or markdown")
    @Nullable
    OutputFormat output;

    @Option(
            names = {"--yes", "-y"},
            scope = ScopeType.INHERIT,
            description = "answers routine questions with yes; approves nothing")
    boolean yes;

    @Option(
            names = "--confirm",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "types the name of a protected environment or production database")
    @Nullable
    String confirm;

    @Option(
            names = "--approve-destructive",
            paramLabel = "REASON",
            scope = ScopeType.INHERIT,
            description = "approves destructive statements, with a reason; unprotected environments only")
    @Nullable
    String approveDestructive;

    @Option(
            names = "--approval",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "a signed approval that is not kept in the database; several, once for each")
    List<Path> approvals = List.of();

    @Option(
            names = "--progress-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "where a run writes how far it is (default: .godwit/progress.json)")
    @Nullable
    Path progressFile;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "no colour and no redrawing, as with NO_COLOR in the environment")
    boolean noColor;

    @Option(
            names = {"--quiet", "-q"},
            scope = ScopeType.INHERIT,
            description = "no progress")
    boolean quiet;

    private @Nullable Dialect reached;

    Godwit(Wiring wiring, Terminal terminal) {
        this.wiring = wiring;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        java.util.Objects.requireNonNull(spec).commandLine().usage(terminal.out());
        return 0;
    }

    Wiring wiring() {
        return wiring;
    }

    Terminal terminal() {
        return terminal;
    }

    /** Reaches zero when the command has printed all it has to say. */
    CountDownLatch said() {
        return said;
    }

    /** The configuration, read when it is first needed, so that help and the like work without. */
    Configuration configuration() {
        if (configuration == null) {
            Map<String, String> flags = new HashMap<>();
            flag(flags, "url", url);
            flag(flags, "env", url == null ? environment : null);
            flag(flags, "migrations", migrations);
            flag(flags, "progress_file", progressFile);
            flag(flags, "output", output == null ? null : output.name().toLowerCase(Locale.ROOT));
            configuration = wiring.configuration(config, flags);
        }
        return configuration;
    }

    /** The configuration, where it has been read. */
    Optional<Configuration> knownConfiguration() {
        return Optional.ofNullable(configuration);
    }

    private static void flag(Map<String, String> flags, String path, @Nullable Object value) {
        if (value != null) {
            flags.put(path, value.toString());
        }
    }

    /** What the flag says, or what was configured, where the configuration has been read. */
    OutputFormat output() {
        if (output != null) {
            return output;
        }
        String configured =
                configuration == null ? wiring.environment().getOrDefault("GODWIT_OUTPUT", "") : configuration.output();
        return OutputFormat.find(configured).orElse(OutputFormat.TEXT);
    }

    /** Notes whose server is asked from now on. */
    void reaches(Dialect dialect) {
        reached = dialect;
    }

    /** The dialect of the server that was asked last: what a failure of it means. */
    Dialect reached() {
        return reached == null ? wiring.defaultDialect() : reached;
    }

    /** What the server that was asked last, or else the one that is configured, calls its locks. */
    LockWords lockWords() {
        Dialect dialect = reached == null ? ScriptDialect.of(this, new Settings(this).folder()) : reached;
        return dialect.scripts().lockWords();
    }

    /** A line for a person, beside the data. */
    void tell(String line) {
        terminal.err().println(line);
    }

    boolean json() {
        return output() == OutputFormat.JSON || output() == OutputFormat.JSONL;
    }

    Optional<String> confirmed() {
        return Optional.ofNullable(confirm);
    }

    Optional<String> destructiveReason() {
        return Optional.ofNullable(approveDestructive);
    }
}
