package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.app.verb.Status;
import dev.godwit.app.verb.Target;
import dev.godwit.state.Ledger;
import dev.godwit.state.Runs;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code godwit status --output json}. Apart from the text, which starts without a JSON library: a tenth of a second. */
final class StatusJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private StatusJson() {}

    /** @param recent the latest runs; null where they are not asked for */
    static String text(Target target, Status status, @Nullable List<Runs.Line> recent) {
        ObjectNode document = json(target, status);
        if (recent != null) {
            RunLines.json(recent, document.putArray("runs"));
        }
        return document.toPrettyString();
    }

    private static ObjectNode json(Target target, Status status) {
        ObjectNode document = JSON.createObjectNode();
        document.put("schema", "godwit.status/1")
                .put("database", target.identity().database())
                .put("server", target.describe())
                .put("system_identifier", target.identity().systemIdentifier());
        ArrayNode applied = document.putArray("applied");
        for (Ledger.AppliedLine line : status.applied()) {
            applied.addObject()
                    .put("id", line.id())
                    .put("description", line.description())
                    .put("applied_at", line.appliedAt().toString())
                    .put("applied_by", line.appliedBy())
                    .put("run", line.run())
                    .put("elapsed_ms", line.elapsed().toMillis())
                    .put("reversible", !line.irreversible())
                    .put("ticket", line.ticket());
        }
        ArrayNode open = document.putArray("half_applied");
        status.open()
                .forEach(line -> open.addObject()
                        .put("id", line.execution().migration())
                        .put("direction", line.execution().direction().name().toLowerCase(Locale.ROOT))
                        .put("run", line.run())
                        .put("since", line.since().toString()));
        ArrayNode pending = document.putArray("pending");
        status.pending().forEach(migration -> pending.addObject().put("id", migration.id()));
        ArrayNode problems = document.putArray("problems");
        status.problems()
                .forEach(problem -> problems.addObject()
                        .put("id", problem.code().id())
                        .put("what", problem.what())
                        .put("next", problem.next()));
        status.progress()
                .ifPresent(at -> document.putObject("progress")
                        .put("status", at.status())
                        .put("step", at.step())
                        .put("fraction", at.fraction())
                        .put("rows_per_second", Math.round(at.rate()))
                        .put("waits_for", at.holding()));
        status.holder()
                .ifPresent(holder -> document.putObject("running")
                        .put("run", holder.run())
                        .put("user", holder.user())
                        .put("host", holder.host())
                        .put("process", holder.process())
                        .put("since", holder.since().toString())
                        .put("heartbeat_age_s", holder.silent().toSeconds())
                        .put("alive", holder.alive()));
        return document;
    }
}
