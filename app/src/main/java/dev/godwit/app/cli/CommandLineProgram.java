package dev.godwit.app.cli;

import dev.godwit.app.Wiring;
import dev.godwit.app.verb.OwnFailure;
import dev.godwit.db.SqlFailure;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.ExitCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** Turns arguments into a command, and whatever happens into an exit code of the table. */
public final class CommandLineProgram {
    private final Wiring wiring;
    private final Terminal terminal;

    public CommandLineProgram(Wiring wiring, Terminal terminal) {
        this.wiring = wiring;
        this.terminal = terminal;
    }

    /** Runs one command line; never throws. */
    public int run(String... arguments) {
        Godwit root = new Godwit(wiring, terminal);
        try {
            return run(root, arguments);
        } finally {
            terminal.flush();
            root.said().countDown();
        }
    }

    private int run(Godwit root, String... arguments) {
        CommandLine line = commandLine(root, List.of(arguments));
        try {
            return execute(line.parseArgs(arguments));
        } catch (CommandLine.ParameterException wrong) {
            return report(root, List.of(usage(wrong)));
        } catch (CommandLine.ExecutionException e) {
            return report(root, problems(root, e.getCause() instanceof Exception thrown ? thrown : e));
        } catch (RuntimeException thrown) {
            return report(root, problems(root, thrown));
        } catch (OutOfMemoryError full) {
            return report(root, List.of(memoryFull()));
        }
    }

    /** What was being read is garbage by now, so there is memory to say so. */
    private static Problem memoryFull() {
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        return Problem.of(ErrorCode.MEMORY_FULL, "the " + megabytes + " MB of memory that Java was given are full")
                .changed("what the ledger says");
    }

    /**
     * What {@link CommandLine#execute} does, without handlers of ours: a class that implements one of picocli's interfaces
     * keeps that interface out of the archive of classes, and each start would have to open the jar for it.
     */
    private static int execute(CommandLine.ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        return helped != null ? helped : new CommandLine.RunLast().execute(parsed);
    }

    private CommandLine commandLine(Godwit root, List<String> arguments) {
        CommandLine line = Verbs.toRead(root, arguments);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.getCommandSpec().version("godwit " + wiring.version());
        return line;
    }

    private int report(Godwit root, List<Problem> found) {
        List<Problem> problems = Places.fromHere(root, found);
        ExitCode exitCode = problems.get(0).code().exitCode();
        if (root.output() == OutputFormat.JSON || root.output() == OutputFormat.JSONL) {
            Documents.print(root, ErrorReport.json(problems, exitCode));
        } else {
            terminal.err().print(ErrorReport.text(problems));
        }
        return exitCode.number();
    }

    private static Problem usage(CommandLine.ParameterException wrong) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        String suggestion = CommandLine.UnmatchedArgumentException.class.isInstance(wrong)
                ? suggestion((CommandLine.UnmatchedArgumentException) wrong)
                : "";
        return Problem.of(ErrorCode.USAGE_WRONG, String.valueOf(wrong.getMessage()))
                .next(suggestion + command + " --help");
    }

    private static String suggestion(CommandLine.UnmatchedArgumentException wrong) {
        List<String> suggestions = wrong.getSuggestions();
        return suggestions.isEmpty() ? "" : "did you mean " + String.join(" or ", suggestions) + "? ";
    }

    private List<Problem> problems(Godwit root, Exception thrown) {
        if (thrown instanceof GodwitException known) {
            return known.problems();
        }
        if (thrown instanceof SqlFailure failure) {
            return List.of(OwnFailure.problem(failure, root.reached()));
        }
        if (wiring.environment().containsKey("GODWIT_DEBUG")) {
            thrown.printStackTrace(terminal.err());
        }
        return List.of(Problem.of(ErrorCode.INTERNAL, thrown.getClass().getSimpleName() + ": " + thrown.getMessage())
                .changed("what the ledger says")
                .next("report it with the output of the same command under GODWIT_DEBUG=1"));
    }
}
