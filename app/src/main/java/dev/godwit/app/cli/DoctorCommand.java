package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.app.verb.Checkup;
import dev.godwit.app.verb.Checkup.Health;
import dev.godwit.app.verb.Target;
import dev.godwit.config.Configuration;
import dev.godwit.db.SqlFailure;
import dev.godwit.fault.ExitCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code godwit doctor}. */
@Command(
        name = "doctor",
        description = "checks what a run needs: Java, configuration, connection, rights, clock; changes nothing")
final class DoctorCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Godwit root;
    private final List<Checkup.Finding> findings = new ArrayList<>();

    DoctorCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        look("java", Health.FINE, Runtime.version() + ", " + System.getProperty("java.vendor"), "");
        lookAtTerminal();
        if (lookAtConfiguration()) {
            lookAtStopFile();
            lookAtDatabase();
        }
        print();
        boolean ill = findings.stream().anyMatch(finding -> finding.health() == Health.WRONG);
        return ill ? ExitCode.FAILED.number() : ExitCode.DONE.number();
    }

    private void lookAtTerminal() {
        ProgressDisplay.Screen screen = ProgressDisplay.Screen.of(root);
        String kind = !root.terminal().interactive()
                ? "none: questions need their flags, progress is plain lines"
                : screen.redraws() ? screen.width() + " columns, redrawn in place" : "plain lines";
        look("terminal", Health.FINE, kind, "");
    }

    private boolean lookAtConfiguration() {
        try {
            Configuration configuration = root.configuration();
            Path project = root.config == null ? Path.of("godwit.yaml") : root.config;
            boolean there = Files.exists(root.wiring().path(project));
            look("config", Health.FINE, there ? project.toString() : "none, defaults hold", there ? "" : "godwit init");
            configuration.notes().forEach(note -> look("config", Health.WORTH_KNOWING, note, ""));
            Path folder = new Settings(root).folder();
            boolean found = Files.isDirectory(folder);
            look(
                    "migrations",
                    found ? Health.FINE : Health.WORTH_KNOWING,
                    found ? folder.toString() : folder + " is not there",
                    found ? "" : "godwit init, or --migrations DIR");
            return true;
        } catch (GodwitException wrong) {
            wrong.problems().forEach(problem -> look("config", problem));
            return false;
        }
    }

    private void lookAtStopFile() {
        Path file = root.wiring().path(root.configuration().emergencyStop());
        boolean there = Files.exists(file);
        look(
                "stop file",
                there ? Health.WRONG : Health.FINE,
                file + (there ? " exists: nothing runs" : " is not there"),
                there ? "remove it when it is safe" : "");
    }

    private void lookAtDatabase() {
        TargetChoice choice = new TargetChoice(root);
        if (!choice.any()) {
            look("database", Health.WORTH_KNOWING, "none is named", "--url postgresql://user@host:port/database");
            return;
        }
        try (Target target = choice.open()) {
            findings.addAll(new Checkup(target, root.wiring().host().time()).findings());
        } catch (GodwitException wrong) {
            wrong.problems().forEach(problem -> look("database", problem));
        } catch (SqlFailure wrong) {
            look("database", Health.WRONG, String.valueOf(wrong.getMessage()), "");
        }
    }

    private void look(String subject, Problem problem) {
        look(subject, Health.WRONG, problem.code().id() + " " + problem.what(), problem.next());
    }

    private void look(String subject, Health health, String text, String next) {
        findings.add(new Checkup.Finding(subject, health, text, next));
    }

    private void print() {
        if (root.json()) {
            ObjectNode document = JSON.createObjectNode().put("schema", "godwit.doctor/1");
            ArrayNode list = document.putArray("findings");
            findings.forEach(finding -> list.addObject()
                    .put("subject", finding.subject())
                    .put("health", finding.health().name().toLowerCase(Locale.ROOT))
                    .put("text", finding.text())
                    .put("next", finding.next()));
            Documents.print(root, document);
            return;
        }
        for (Checkup.Finding finding : findings) {
            String line = String.format(
                    "  %-11s %-5s %s", finding.subject(), finding.health().word(), finding.text());
            root.terminal().out().println(finding.next().isEmpty() ? line : line + "   -> " + finding.next());
        }
    }
}
