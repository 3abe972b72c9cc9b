package dev.godwit.dialect.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Quoting;

/** Quotes as PostgreSQL reads it, whatever {@code standard_conforming_strings} says (manual 4.1). Stateless. */
public final class PostgresQuoting implements Quoting {
    @Override
    public String identifier(String name) {
        return '"' + withoutNul(name).replace("\"", "\"\"") + '"';
    }

    @Override
    public String text(String text) {
        String doubled = withoutNul(text).replace("'", "''");
        return doubled.indexOf('\\') < 0 ? "'" + doubled + "'" : "E'" + doubled.replace("\\", "\\\\") + "'";
    }

    /** A table's quoted name, as {@code to_regclass} takes it. */
    String table(TableName name) {
        String table = identifier(name.name());
        return name.schema() == null ? table : identifier(name.schema()) + "." + table;
    }

    private static String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("PostgreSQL stores no NUL character");
        }
        return text;
    }
}
