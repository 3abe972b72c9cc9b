package dev.godwit.app.cli;

import dev.godwit.app.verb.Checkup;
import dev.godwit.app.verb.ProjectFiles;
import dev.godwit.app.verb.Target;
import dev.godwit.config.Environment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code godwit init}. */
@Command(
        name = "init",
        description = "starts a project: godwit.yaml without secrets, a folder of migrations, an entry in .gitignore")
final class InitCommand implements Callable<Integer> {
    /** What a person who starts wants to know; doctor tells the rest. */
    private static final Set<String> TOLD = Set.of("database", "size", "replicas", "history");

    private final Godwit root;

    InitCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        TargetChoice choice = new TargetChoice(root);
        Optional<String> url = Optional.empty();
        if (choice.named()) {
            try (Target target = choice.open()) {
                url = Optional.of(target.database().displayName());
                new Checkup(target, root.wiring().host().time())
                        .findings().stream().filter(InitCommand::isTold).forEach(this::print);
            }
        }
        write(url);
        root.tell("next: godwit doctor, then godwit new \"what the first migration does\"");
        return 0;
    }

    private void write(Optional<String> url) {
        Environment selected = root.configuration().selected();
        String name = root.environment == null || selected == null ? "local" : root.environment;
        ProjectFiles files = new ProjectFiles(root.wiring().path(Path.of("")));
        files.configuration(name, url).ifPresent(this::wrote);
        files.folder(new Settings(root).folder()).ifPresent(this::wrote);
        files.ignore(".godwit/").ifPresent(this::wrote);
    }

    private void wrote(String what) {
        root.terminal().out().println("  wrote       " + what);
    }

    private static boolean isTold(Checkup.Finding finding) {
        return TOLD.contains(finding.subject()) || finding.health() == Checkup.Health.WRONG;
    }

    private void print(Checkup.Finding finding) {
        String line = String.format("  %-11s %s", finding.subject(), finding.text());
        root.terminal().out().println(finding.next().isEmpty() ? line : line + "   -> " + finding.next());
    }
}
