package dev.godwit.migration;

import dev.godwit.fault.GodwitException;
import dev.godwit.fault.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A folder of migrations that a test fills. */
record Folder(Path path) {
    Folder file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Folder file(String name, byte[] bytes) {
        try {
            Files.createDirectories(path.resolve(name).getParent());
            Files.write(path.resolve(name), bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return this;
    }

    MigrationSet read() {
        return MigrationFolder.read(path, FolderOptions.of("postgresql"));
    }

    MigrationScript script(String id) {
        return new MigrationReader(ScriptSyntax.POSTGRESQL).read(read().find(id).orElseThrow());
    }

    /** The problems of reading all of it, one a line; empty where there are none. */
    String problems() {
        try {
            MigrationReader reader = new MigrationReader(ScriptSyntax.POSTGRESQL);
            read().ordered().forEach(reader::read);
            return "";
        } catch (GodwitException wrong) {
            return render(wrong.problems());
        }
    }

    static String render(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.code().id() + " " + problem.what() + " [" + problem.place() + "] next: "
                        + problem.next())
                .collect(Collectors.joining("\n"));
    }
}
