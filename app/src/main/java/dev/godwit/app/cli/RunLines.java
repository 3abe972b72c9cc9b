package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.godwit.report.Words;
import dev.godwit.state.Runs;
import java.time.Duration;
import java.util.List;

/** Runs as {@code status --runs} lists them. */
final class RunLines {
    private RunLines() {}

    static List<String> text(List<Runs.Line> runs) {
        return runs.stream().map(RunLines::text).toList();
    }

    private static String text(Runs.Line run) {
        String took =
                run.endedAt() == null ? "" : ", " + Words.duration(Duration.between(run.startedAt(), run.endedAt()));
        String summary = run.summary() == null ? "" : ": " + run.summary();
        return "  run      " + run.run() + "  " + run.startedAt() + "  " + run.verb() + " by " + run.requestedBy()
                + "  " + run.outcome() + took + summary;
    }

    static void json(List<Runs.Line> runs, ArrayNode list) {
        runs.forEach(run -> list.addObject()
                .put("run", run.run())
                .put("verb", run.verb())
                .put("plan", run.planName())
                .put("environment", run.environment())
                .put("requested_by", run.requestedBy())
                .put("started_at", run.startedAt().toString())
                .put("ended_at", run.endedAt() == null ? null : run.endedAt().toString())
                .put("outcome", run.outcome())
                .put("exit_code", run.exitCode())
                .put("summary", run.summary()));
    }
}
