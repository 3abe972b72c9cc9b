package dev.godwit.app.verb;

import dev.godwit.dialect.TableFacts;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import dev.godwit.interop.FlywayFile;
import dev.godwit.interop.FlywayHistory;
import dev.godwit.interop.ForeignEntry;
import dev.godwit.interop.ForeignTools;
import dev.godwit.migration.Migration;
import dev.godwit.model.TableName;
import dev.godwit.state.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Hands the history over to Flyway, so that nobody is bound to Godwit: its table, and files in its form. */
public final class Exporting {
    private static final String TABLE = "flyway_schema_history";

    private final Target target;
    private final Migrations migrations;

    public Exporting(Target target, Migrations migrations) {
        this.target = target;
        this.migrations = migrations;
    }

    /** What is applied here and not in Flyway's history. */
    public List<FlywayHistory.Line> lines(@Nullable String table) {
        Set<String> known = known(table);
        List<FlywayHistory.Line> lines = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Ledger.AppliedLine applied : applied()) {
            Optional<Migration> file = migrations.files().find(applied.id());
            if (file.isEmpty()) {
                problems.add(Problem.of(ErrorCode.MIGRATION_GAP, applied.id() + " is applied and has no file"));
            } else if (file.get().kind() == Migration.Kind.PLAN) {
                problems.add(Problem.of(
                        ErrorCode.FOREIGN_HISTORY, applied.id() + " is a plan, which Flyway has no form for"));
            } else if (!known.contains(file.get().version().toString())) {
                FlywayFile form = FlywayFile.of(file.get(), migrations.read(file.get()));
                lines.add(new FlywayHistory.Line(
                        form,
                        applied.appliedAt(),
                        applied.appliedBy(),
                        applied.elapsed().toMillis()));
            }
        }
        GodwitException.throwIfAny(problems);
        return lines;
    }

    private List<Ledger.AppliedLine> applied() {
        return target.hasLedger() ? new Ledger(target.dialect().control()).list(target.session()) : List.of();
    }

    private Set<String> known(@Nullable String table) {
        return facts(table)
                .map(facts -> ForeignTools.find("flyway").orElseThrow().read(target.session(), facts.name()).stream()
                        .map(ForeignEntry::version)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private Optional<TableFacts> facts(@Nullable String table) {
        return target.dialect().catalog().table(target.session(), TableName.of(table == null ? TABLE : table));
    }

    /** Writes lines into Flyway's table, in one transaction where the server can; the table is made where it is not there. */
    public void write(@Nullable String table, List<FlywayHistory.Line> lines) {
        Optional<TableFacts> there = facts(table);
        TableName name = there.map(TableFacts::name).orElse(TableName.of(table == null ? TABLE : table));
        FlywayHistory history = new FlywayHistory(target.session(), name);
        target.session().inTransaction(() -> {
            if (there.isEmpty()) {
                history.create();
            }
            lines.forEach(history::add);
            return lines;
        });
    }

    /**
     * Writes the files that Flyway needs; one that is there stays.
     *
     * @throws GodwitException where a file cannot be written
     */
    public void writeFiles(Path folder, List<FlywayHistory.Line> lines) {
        for (FlywayHistory.Line line : lines) {
            FlywayFile file = line.file();
            writeFile(folder.resolve(Path.of(file.script()).getFileName()), file.up());
            file.undo().ifPresent(undo -> writeFile(folder.resolve(undo.script()), undo.text()));
        }
    }

    private static void writeFile(Path path, String text) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            if (!Files.exists(path)) {
                Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
            }
        } catch (IOException unwritable) {
            throw Problem.of(ErrorCode.FILE_UNREADABLE, path + " cannot be written: " + unwritable.getMessage())
                    .exception();
        }
    }
}
