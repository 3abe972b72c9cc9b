package dev.godwit.lint.fix;

import dev.godwit.model.TableName;
import dev.godwit.sql.ReservedWords;
import java.util.List;

/** Names as SQL text for a file that people read: quoted only where they must be. */
final class SqlNames {
    private SqlNames() {}

    static String of(String name) {
        boolean bare = name.matches("[a-z_][a-z0-9_]{0,62}") && !ReservedWords.contains(name);
        return bare ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    static String of(TableName table) {
        return table.schema() == null ? of(table.name()) : of(table.schema()) + "." + of(table.name());
    }

    static String list(List<String> columns) {
        return String.join(", ", columns.stream().map(SqlNames::of).toList());
    }
}
