package dev.godwit.dialect.postgres;

import dev.godwit.model.TableName;
import dev.godwit.sql.Quoting;
import java.util.regex.Pattern;

/** Quotes as PostgreSQL reads it, whatever {@code standard_conforming_strings} says (manual 4.1). Stateless. */
public final class PostgresQuoting implements Quoting {
    private static final Pattern FRAGMENT_TOKENS = Pattern.compile(
            "(?<comment>--|/\\*)"
                    + "|(?<quoted>[eE]'(?:[^'\\\\]++|\\\\.|'')*+'|'(?:[^']++|'')*+'|\"(?:[^\"]++|\"\")*+\""
                    + "|(?<tag>\\$(?:[A-Za-z_]\\w*)?\\$).*?\\k<tag>)"
                    + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)"
                    + "|(?<number>\\p{N}+)"
                    + "|(?<blank>\\s+)"
                    + "|(?<unfit>[;'\"$\\\\\\x00])"
                    + "|(?<sign>.)",
            Pattern.DOTALL);

    @Override
    public String identifier(String name) {
        return '"' + withoutNul(name).replace("\"", "\"\"") + '"';
    }

    @Override
    public String text(String text) {
        String doubled = withoutNul(text).replace("'", "''");
        return doubled.indexOf('\\') < 0 ? "'" + doubled + "'" : "E'" + doubled.replace("\\", "\\\\") + "'";
    }

    @Override
    public Pattern fragmentTokens() {
        return FRAGMENT_TOKENS;
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
