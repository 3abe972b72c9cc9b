package dev.godwit.app.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.godwit.migration.FolderOptions;
import dev.godwit.migration.Migration;
import dev.godwit.migration.MigrationFolder;
import dev.godwit.migration.NewMigration;
import dev.godwit.migration.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code godwit new}. */
@Command(name = "new", description = "writes the file of a new migration")
final class NewCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Godwit root;

    @Parameters(paramLabel = "TITLE", description = "what it does, in a few words")
    String title = "";

    NewCommand(Godwit root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        Path folder = new Settings(root).folder();
        NewMigration migration = NewMigration.of(
                title, LocalDate.ofInstant(root.wiring().host().time().now(), ZoneOffset.UTC), versions(folder));
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(migration.fileName());
            Files.writeString(file, migration.text(), StandardOpenOption.CREATE_NEW);
            if (root.json()) {
                Documents.print(
                        root,
                        JSON.createObjectNode().put("schema", "godwit.new/1").put("file", file.toString()));
            } else {
                root.terminal().out().println(file);
            }
            root.terminal().err().println("next: write its parts, then godwit plan");
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Version> versions(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        String dialect = ScriptDialect.of(root, folder).name();
        return MigrationFolder.read(folder, FolderOptions.of(dialect)).ordered().stream()
                .map(Migration::version)
                .toList();
    }
}
