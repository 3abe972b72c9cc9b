package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.app.verb.Exporting;
import dev.godwit.app.verb.Target;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.interop.FlywayHistory;
import dev.godwit.report.Words;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code godwit export}. */
@Command(name = "export", description = "writes the history back for another tool, so that it can go on from there")
final class ExportCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Godwit root;

    @Parameters(paramLabel = "TOOL", description = "flyway")
    String tool = "";

    @Option(names = "--table", paramLabel = "NAME", description = "its table (default: flyway_schema_history)")
    @Nullable
    String table;

    @Option(
            names = "--files",
            paramLabel = "DIR",
            description = "also write the files in its form: V1__x.sql and U1__x.sql")
    @Nullable
    Path files;

    ExportCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        if (!tool.equals("flyway")) {
            throw Problem.of(ErrorCode.USAGE_WRONG, "no history can be written for " + tool)
                    .next("godwit export flyway")
                    .exception();
        }
        Settings settings = new Settings(root);
        try (Target target = settings.target()) {
            Exporting exporting = new Exporting(target, settings.migrations(target));
            List<FlywayHistory.Line> lines = exporting.lines(table);
            print(lines);
            if (lines.isEmpty()) {
                return 0;
            }
            requireForm(lines);
            if (!Questions.agreed(root, "", "Write " + Words.plural(lines.size(), "line") + " of history?")) {
                throw Questions.refused();
            }
            if (files != null) {
                exporting.writeFiles(root.wiring().path(files), lines);
            }
            exporting.write(table, lines);
            return 0;
        }
    }

    /** A line whose checksum is of a file that nobody has would make the other tool stop. */
    private void requireForm(List<FlywayHistory.Line> lines) {
        long foreign = lines.stream().filter(line -> !line.file().own()).count();
        if (files == null && foreign > 0) {
            throw Problem.of(
                            ErrorCode.FOREIGN_HISTORY,
                            Words.plural(foreign, "migration") + " have no file that Flyway could read")
                    .next("--files DIR writes them in its form")
                    .exception();
        }
    }

    private void print(List<FlywayHistory.Line> lines) {
        if (root.json()) {
            Documents.print(root, json(lines));
            return;
        }
        PrintStream out = root.terminal().out();
        for (FlywayHistory.Line line : lines) {
            out.println("  " + line.file().script() + "  " + line.appliedAt() + "  checksum "
                    + line.file().checksum());
        }
        out.println(Words.count(lines.size()) + " to write");
    }

    private static ObjectNode json(List<FlywayHistory.Line> lines) {
        ObjectNode document = JSON.createObjectNode().put("schema", "godwit.export/1");
        ArrayNode list = document.putArray("lines");
        lines.forEach(line -> list.addObject()
                .put("script", line.file().script())
                .put("applied_at", String.valueOf(line.appliedAt()))
                .put("checksum", line.file().checksum()));
        return document;
    }
}
