package dev.godwit.app.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/**
 * The verbs of the command line, in the order of its help. Describing a verb to the parser costs several milliseconds of
 * reflection, so only those are described whose names stand on the command line; all of them where none does, or where help
 * is asked for.
 */
public final class Verbs {
    private static final List<Verb> ALL = List.of(
            new Verb(ApplyCommand.class, "apply", "migrate"),
            new Verb(PlanCommand.class, "plan"),
            new Verb(DemoCommand.class, "demo"),
            new Verb(SandboxCommand.class, "sandbox"),
            new Verb(StatusCommand.class, "status", "info"),
            new Verb(RollbackCommand.class, "rollback", "undo"),
            new Verb(WatchCommand.class, "watch"),
            new Verb(RehearseCommand.class, "rehearse"),
            new Verb(ValidateCommand.class, "validate"),
            new Verb(NewCommand.class, "new"),
            new Verb(LintCommand.class, "lint"),
            new Verb(ApproveCommand.class, "approve"),
            new Verb(ApprovalsCommand.class, "approvals"),
            new Verb(BackfillCommand.class, "backfill"),
            new Verb(RepairCommand.class, "repair"),
            new Verb(ValidateLedgerCommand.class, "validate-ledger"),
            new Verb(ImportCommand.class, "import"),
            new Verb(ExportCommand.class, "export"),
            new Verb(BlockersCommand.class, "blockers"),
            new Verb(SteerCommand.Pause.class, "pause"),
            new Verb(SteerCommand.Resume.class, "resume"),
            new Verb(SteerCommand.Stop.class, "stop"),
            new Verb(SteerCommand.Set.class, "set"),
            new Verb(ExplainCommand.class, "explain"),
            new Verb(InitCommand.class, "init"),
            new Verb(DoctorCommand.class, "doctor"),
            new Verb(ConfigCommand.class, "config"),
            new Verb(CompletionCommand.class, "completion"),
            new Verb(SchemaCommand.class, "schema"),
            new Verb(CommandLine.HelpCommand.class, "help"));

    private static final Set<String> HELP = Set.of("help", "--help", "-h");
    private static final Set<String> VERSION = Set.of("--version", "-V");

    private Verbs() {}

    /** @param names as in the class's own annotation, which a test compares */
    public record Verb(Class<?> type, Set<String> names) {
        private Verb(Class<?> type, String... names) {
            this(type, Set.of(names));
        }
    }

    /** All verbs, in the order of the help. */
    public static List<Verb> all() {
        return ALL;
    }

    /** The command line with every verb. */
    static CommandLine whole(Godwit root) {
        return line(root, ALL);
    }

    /** The command line as far as it is needed to read {@code arguments}. */
    static CommandLine toRead(Godwit root, List<String> arguments) {
        return line(root, needed(arguments));
    }

    private static List<Verb> needed(List<String> arguments) {
        if (arguments.size() == 1 && VERSION.contains(arguments.get(0))) {
            return List.of();
        }
        List<Verb> named = ALL.stream()
                .filter(verb -> arguments.stream().anyMatch(verb.names()::contains))
                .toList();
        return named.isEmpty() || arguments.stream().anyMatch(HELP::contains) ? ALL : named;
    }

    private static CommandLine line(Godwit root, List<Verb> verbs) {
        CommandLine line = new CommandLine(root, new Commands(root));
        verbs.forEach(verb -> line.addSubcommand(verb.type()));
        return line;
    }
}
