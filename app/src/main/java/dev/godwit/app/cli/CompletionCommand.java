package dev.godwit.app.cli;

import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/** {@code godwit completion}. */
@Command(
        name = "completion",
        description = "prints a completion script: source <(godwit completion bash), godwit completion fish | source")
final class CompletionCommand implements Callable<Integer> {
    private final Godwit root;

    /** The shells that are known. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
    Shell shell = Shell.BASH;

    CompletionCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        CommandLine whole = Verbs.whole(root);
        String script = shell == Shell.FISH ? fish(whole) : AutoComplete.bash("godwit", whole);
        root.terminal().out().print(script);
        return 0;
    }

    /** One line for each verb, and one for each of its options. */
    private static String fish(CommandLine whole) {
        StringBuilder script = new StringBuilder("complete -c godwit -f\n");
        new TreeMap<>(whole.getSubcommands()).forEach((verb, command) -> {
            script.append("complete -c godwit -n __fish_use_subcommand -a ")
                    .append(verb)
                    .append(" -d ")
                    .append(quoted(command.getCommandSpec().usageMessage().description()))
                    .append('\n');
            for (OptionSpec option : command.getCommandSpec().options()) {
                script.append("complete -c godwit -n '__fish_seen_subcommand_from ")
                        .append(verb)
                        .append("' -l ")
                        .append(option.longestName().replaceFirst("^--?", ""))
                        .append(option.typeInfo().isBoolean() ? "" : " -r")
                        .append(" -d ")
                        .append(quoted(option.description()))
                        .append('\n');
            }
        });
        return script.toString();
    }

    private static String quoted(String[] description) {
        return "'" + String.join(" ", description).replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
