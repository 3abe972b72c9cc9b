package dev.godwit.dialect.mysql;

import dev.godwit.sql.Quoting;
import java.util.regex.Pattern;

/**
 * Quotes as MySQL and MariaDB read it under the sql_mode that every session of ours has, in which a backslash escapes.
 * Stateless.
 */
public final class MysqlQuoting implements Quoting {
    /** A question mark would be a parameter of a prepared statement: there is no operator of that name. */
    private static final Pattern FRAGMENT_TOKENS = Pattern.compile(
            "(?<comment>--|/\\*|#)"
                    + "|(?<quoted>'(?:[^'\\\\]++|\\\\.|'')*+'|\"(?:[^\"\\\\]++|\\\\.|\"\")*+\"|`(?:[^`]++|``)*+`)"
                    + "|(?<word>[\\p{L}_$][\\p{L}\\p{N}_$]*)"
                    + "|(?<number>\\p{N}+)"
                    + "|(?<blank>\\s+)"
                    + "|(?<unfit>[;'\"`?\\\\\\x00])"
                    + "|(?<sign>.)",
            Pattern.DOTALL);

    @Override
    public String identifier(String name) {
        return '`' + withoutNul(name).replace("`", "``") + '`';
    }

    @Override
    public String text(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''").replace("\0", "\\0") + "'";
    }

    @Override
    public Pattern fragmentTokens() {
        return FRAGMENT_TOKENS;
    }

    private static String withoutNul(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no server stores a name with a NUL character");
        }
        return name;
    }
}
