package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.app.verb.Migrations;
import dev.godwit.app.verb.Repair;
import dev.godwit.app.verb.Target;
import dev.godwit.engine.LeaseKeeper;
import dev.godwit.report.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code godwit repair}. */
@Command(
        name = "repair",
        description = "shows where ledger and files differ, as a diff, and sets the ledger right; runs no migration")
final class RepairCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Godwit root;

    @Option(
            names = "--mark-done",
            paramLabel = "ID:ORDINAL",
            description = "a statement in doubt took effect: you have looked")
    List<String> done = List.of();

    @Option(
            names = "--mark-not-done",
            paramLabel = "ID:ORDINAL",
            description = "a statement in doubt took no effect: you have looked")
    List<String> notDone = List.of();

    RepairCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Settings settings = new Settings(root);
        try (Target target = settings.target()) {
            Migrations migrations = settings.migrations(target);
            Repair repair = new Repair(target, migrations);
            List<Repair.Finding> findings = findings(repair);
            if (!root.json()) {
                findings.forEach(this::show);
            }
            if (findings.isEmpty()) {
                conclude(findings, "nothing to repair");
                return 0;
            }
            if (!Questions.agreed(
                    root, shown(findings), "Change the ledger in " + Words.plural(findings.size(), "place") + "?")) {
                throw Questions.refused();
            }
            try (LeaseKeeper lease = settings.lease(target, Duration.ZERO)) {
                repair.carryOut(findings, lease);
            }
            conclude(findings, "repaired: " + findings.size());
            return 0;
        }
    }

    private void conclude(List<Repair.Finding> findings, String text) {
        if (!root.json()) {
            root.terminal().out().println(text);
            return;
        }
        ObjectNode document = JSON.createObjectNode().put("schema", "godwit.repair/1");
        ArrayNode repaired = document.putArray("repaired");
        findings.forEach(
                finding -> repaired.addObject().put("what", finding.what()).put("difference", finding.difference()));
        Documents.print(root, document);
    }

    /** What is named by hand is done alone. */
    private List<Repair.Finding> findings(Repair repair) {
        if (done.isEmpty() && notDone.isEmpty()) {
            return repair.findings();
        }
        List<Repair.Finding> findings = new ArrayList<>();
        done.forEach(named -> findings.add(repair.settled(named, true)));
        notDone.forEach(named -> findings.add(repair.settled(named, false)));
        return findings;
    }

    /** Where standard output is a document's, a person sees on the other one what is asked about. */
    private String shown(List<Repair.Finding> findings) {
        return root.json()
                ? findings.stream()
                        .map(finding -> finding.what() + "\n" + finding.difference())
                        .collect(Collectors.joining())
                : "";
    }

    private void show(Repair.Finding finding) {
        root.terminal().out().println(finding.what());
        root.terminal().out().print(finding.difference());
    }
}
