package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.app.verb.LedgerCheck;
import dev.godwit.app.verb.Target;
import dev.godwit.fault.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code godwit validate-ledger}. */
@Command(
        name = "validate-ledger",
        description =
                "holds the ledger against files and catalog: edits, half-done work, drift; exit code 1 on problems")
final class ValidateLedgerCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Godwit root;

    ValidateLedgerCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Settings settings = new Settings(root);
        try (Target target = settings.target()) {
            List<LedgerCheck.Finding> findings = new LedgerCheck(target, settings.migrations(target)).findings();
            if (root.json()) {
                Documents.print(root, json(findings));
            } else {
                print(findings);
            }
            return findings.isEmpty() ? ExitCode.DONE.number() : ExitCode.FAILED.number();
        }
    }

    private void print(List<LedgerCheck.Finding> findings) {
        for (LedgerCheck.Finding finding : findings) {
            root.terminal().out().printf("%-13s%s%n", finding.kind(), finding.what());
            root.terminal().out().println("        next " + finding.next());
        }
        if (findings.isEmpty()) {
            root.terminal().out().println("the ledger agrees with files and catalog");
        }
    }

    private static ObjectNode json(List<LedgerCheck.Finding> findings) {
        ObjectNode document = JSON.createObjectNode().put("schema", "godwit.ledger-check/1");
        ArrayNode list = document.putArray("findings");
        findings.forEach(finding -> list.addObject()
                .put("kind", finding.kind())
                .put("what", finding.what())
                .put("next", finding.next()));
        return document;
    }
}
