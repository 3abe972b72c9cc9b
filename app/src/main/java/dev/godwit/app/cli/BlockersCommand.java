package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.app.verb.Status;
import dev.godwit.app.verb.Target;
import dev.godwit.dialect.Locks;
import dev.godwit.report.Words;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code godwit blockers}. */
@Command(name = "blockers", description = "shows who waits for a lock, and who keeps them waiting")
final class BlockersCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Godwit root;

    BlockersCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        try (Target target = new Settings(root).target()) {
            List<Locks.Wait> waits = target.dialect().locks().waits(target.session());
            Optional<String> between = betweenTries(target);
            if (root.json()) {
                ObjectNode document = json(waits);
                between.ifPresent(waiting -> document.put("run_waits_for", waiting));
                Documents.print(root, document);
            } else {
                print(waits, between);
            }
            return 0;
        }
    }

    /** A run of ours asks for its lock a moment only, again and again, so one hardly ever meets it waiting. */
    private static Optional<String> betweenTries(Target target) {
        return Status.underWay(target)
                .flatMap(progress -> Optional.ofNullable(progress.holding()))
                .filter(holding -> holding.startsWith("lock:"));
    }

    private void print(List<Locks.Wait> waits, Optional<String> between) {
        between.ifPresent(
                waiting -> root.terminal().out().println("the run under way tries again and again: " + waiting));
        if (waits.isEmpty() && between.isEmpty()) {
            root.terminal().out().println("nobody waits for a lock");
        }
        for (Locks.Wait wait : waits) {
            root.terminal()
                    .out()
                    .println("pid " + wait.sessionNumber() + " waits " + Words.duration(wait.waiting()) + ": "
                            + wait.query());
            for (Locks.Blocker blocker : wait.blockers()) {
                root.terminal()
                        .out()
                        .println("    for pid " + blocker.sessionNumber() + " " + blocker.user() + " ("
                                + blocker.application() + "), " + blocker.state() + " for "
                                + Words.duration(blocker.transactionAge()) + ": " + blocker.query());
            }
        }
    }

    private static ObjectNode json(List<Locks.Wait> waits) {
        ObjectNode document = JSON.createObjectNode().put("schema", "godwit.blockers/1");
        ArrayNode list = document.putArray("waits");
        for (Locks.Wait wait : waits) {
            ObjectNode one = list.addObject();
            one.put("session", wait.sessionNumber())
                    .put("query", wait.query())
                    .put("waiting_ms", wait.waiting().toMillis());
            ArrayNode blockers = one.putArray("blockers");
            wait.blockers()
                    .forEach(blocker -> blockers.addObject()
                            .put("session", blocker.sessionNumber())
                            .put("user", blocker.user())
                            .put("application", blocker.application())
                            .put("state", blocker.state())
                            .put("transaction_age_ms", blocker.transactionAge().toMillis())
                            .put("query", blocker.query()));
        }
        return document;
    }
}
