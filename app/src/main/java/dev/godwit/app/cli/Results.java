package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.engine.Outcome;
import dev.godwit.event.Entry;
import dev.godwit.event.Event;
import dev.godwit.event.EventJson;
import dev.godwit.fault.ExitCode;
import dev.godwit.fault.Problem;
import dev.godwit.host.Host;
import java.time.Duration;
import java.util.List;

/** How a run ended, printed. */
final class Results {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Results() {}

    static int print(Godwit root, Outcome outcome) {
        if (root.output() == OutputFormat.JSON) {
            Documents.print(root, json(outcome));
        } else if (outcome.problem().isEmpty() && root.output() != OutputFormat.JSONL) {
            root.terminal().out().println(outcome.summary());
        }
        outcome.problem().ifPresent(problem -> error(root, outcome, problem));
        return outcome.exitCode().number();
    }

    /** A command that found nothing to do made no run; a stream of events still says so, in one event. */
    static int nothingToDo(Godwit root, Outcome outcome) {
        if (root.output() != OutputFormat.JSONL) {
            return print(root, outcome);
        }
        Host host = root.wiring().host();
        Event ended = new Event.RunEnded("done", outcome.exitCode().number(), Duration.ZERO, outcome.summary());
        root.terminal()
                .out()
                .println(EventJson.line(
                        new Entry(host.ids().newRunId(), 1, host.time().now(), ended)));
        return outcome.exitCode().number();
    }

    private static void error(Godwit root, Outcome outcome, Problem problem) {
        if (root.json()) {
            return;
        }
        Problem told = switch (outcome.exitCode()) {
            case ROLLED_BACK -> problem.changed("nothing: everything was taken back");
            case ROLLBACK_INCOMPLETE ->
                problem.changed("not all could be taken back").next(outcome.remaining());
            default -> problem;
        };
        root.terminal().err().print(ErrorReport.text(List.of(Places.fromHere(root, told))));
    }

    private static ObjectNode json(Outcome outcome) {
        ObjectNode document = JSON.createObjectNode();
        document.put("schema", "godwit.outcome/1")
                .put("outcome", outcome.exitCode().name().toLowerCase(java.util.Locale.ROOT))
                .put("exit_code", outcome.exitCode().number())
                .put("summary", outcome.summary());
        if (outcome.exitCode() == ExitCode.ROLLBACK_INCOMPLETE) {
            document.put("remaining", outcome.remaining());
        }
        outcome.problem()
                .ifPresent(problem -> document.putObject("error")
                        .put("id", problem.code().id())
                        .put("what", problem.what())
                        .put("changed", problem.changed())
                        .put("next", problem.next()));
        return document;
    }
}
