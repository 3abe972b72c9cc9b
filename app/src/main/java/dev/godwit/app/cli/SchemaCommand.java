package dev.godwit.app.cli;

import dev.godwit.config.ConfigFields;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.plan.PlanSchema;
import dev.godwit.verify.checks.DeclaredFields;
import dev.godwit.verify.mapping.MappingFields;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code godwit schema}. */
@Command(name = "schema", description = "prints a JSON Schema for editors: plan, config, mapping or checks")
final class SchemaCommand implements Callable<Integer> {
    private final Godwit root;

    @Parameters(paramLabel = "NAME", description = "plan, config, mapping or checks")
    String name = "";

    SchemaCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Documents.print(root, schema());
        return 0;
    }

    private String schema() {
        return switch (name) {
            case "plan" -> PlanSchema.of(root.wiring().kinds().all());
            case "config" -> ConfigFields.schema();
            case "mapping" -> MappingFields.schema();
            case "checks" -> DeclaredFields.schema();
            default ->
                throw Problem.of(ErrorCode.NOT_FOUND, "there is no schema named " + name)
                        .next("godwit schema plan, godwit schema config, godwit schema mapping, godwit schema checks")
                        .exception();
        };
    }
}
