package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.godwit.engine.ExecutableKind;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.gate.Gate;
import dev.godwit.gate.Gates;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code godwit explain}: offline words on an error, a kind of step or a gate. */
@Command(name = "explain", description = "explains an error (GW-2008), a kind of step (backfill) or a gate (rehearsal)")
final class ExplainCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Godwit root;

    @Parameters(paramLabel = "NAME", description = "GW-..., a kind of step, or a gate")
    String name = "";

    ExplainCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        String text = error().or(this::kind)
                .or(this::gate)
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "nothing is named " + name)
                        .next("godwit explain GW-2008, godwit explain backfill, godwit explain rehearsal")
                        .exception());
        if (root.json()) {
            Documents.print(
                    root,
                    JSON.createObjectNode()
                            .put("schema", "godwit.explain/1")
                            .put("name", name)
                            .put("text", text));
        } else {
            root.terminal().out().println(text);
        }
        return 0;
    }

    private Optional<String> error() {
        return ErrorCode.find(name)
                .map(code -> code.id() + "  " + code.title() + "\n  exit code  "
                        + code.exitCode().number() + " (" + code.exitCode().meaning() + ")\n  next       "
                        + code.advice());
    }

    private Optional<String> kind() {
        return root.wiring().kinds().all().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .map(ExplainCommand::describe);
    }

    private static String describe(ExecutableKind<?> kind) {
        return dev.godwit.plan.ExplainKind.markdown(kind);
    }

    private Optional<String> gate() {
        return Gates.all().stream()
                .filter(gate -> gate.name().equals(name))
                .findFirst()
                .map(ExplainCommand::describe);
    }

    private static String describe(Gate gate) {
        return "gate " + gate.name() + ": " + gate.asks()
                + ". In a protected environment a run does not start without it; elsewhere its absence is noted.";
    }
}
