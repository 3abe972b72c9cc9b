package dev.godwit.app.cli;

import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.PlanSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code godwit schema}. */
@Command(name = "schema", description = "prints a JSON Schema for editors: plan")
final class SchemaCommand implements Callable<Integer> {
    private final Godwit root;

    @Parameters(paramLabel = "NAME", description = "plan")
    String name = "";

    SchemaCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        if (!name.equals("plan")) {
            throw Problem.of(ErrorCode.NOT_FOUND, "there is no schema named " + name)
                    .next("godwit schema plan")
                    .exception();
        }
        root.terminal().out().println(PlanSchema.of(root.wiring().kinds().all()));
        return 0;
    }
}
