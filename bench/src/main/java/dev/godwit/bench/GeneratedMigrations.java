package dev.godwit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Many small migrations, by names that Flyway and Godwit both read: tables, columns and indexes in turn, in words of any server. */
final class GeneratedMigrations {
    private GeneratedMigrations() {}

    /** Writes {@code count} files into a new folder. */
    static Path write(int count) throws IOException {
        Path folder = Files.createTempDirectory("godwit-bench-migrations");
        for (int number = 1; number <= count; number++) {
            Files.writeString(folder.resolve("V" + number + "__step_" + number + ".sql"), text(number));
        }
        return folder;
    }

    private static String text(int number) {
        int table = (number - 1) / 4;
        return switch ((number - 1) % 4) {
            case 0 ->
                "create table item_" + table
                        + " (id bigint primary key, name varchar(200) not null,"
                        + " created_at timestamp not null default current_timestamp);\n";
            case 1 -> "alter table item_" + table + " add column amount integer;\n";
            case 2 -> "create index item_" + table + "_name on item_" + table + " (name);\n";
            default -> "alter table item_" + table + " add column note text;\n";
        };
    }

    /** Removes a folder and its files. */
    static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
