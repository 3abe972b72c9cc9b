package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Godwit root;
    private final ObjectNode document = JSON.createObjectNode().put("schema", "godwit.init/1");
    private final ArrayNode found = document.putArray("findings");
    private final ArrayNode written = document.putArray("wrote");

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
        if (root.json()) {
            Documents.print(root, document);
        }
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
        written.add(what);
        tell("  wrote       " + what);
    }

    private void tell(String line) {
        if (!root.json()) {
            root.terminal().out().println(line);
        }
    }

    private static boolean isTold(Checkup.Finding finding) {
        return TOLD.contains(finding.subject()) || finding.health() == Checkup.Health.WRONG;
    }

    private void print(Checkup.Finding finding) {
        found.addObject()
                .put("subject", finding.subject())
                .put("text", finding.text())
                .put("next", finding.next());
        String line = String.format("  %-11s %s", finding.subject(), finding.text());
        tell(finding.next().isEmpty() ? line : line + "   -> " + finding.next());
    }
}
