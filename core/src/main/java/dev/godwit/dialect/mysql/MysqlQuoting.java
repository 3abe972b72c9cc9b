package dev.godwit.dialect.mysql;

import dev.godwit.sql.Quoting;

/**
 * Quotes as MySQL and MariaDB read it under the sql_mode that every session of ours has, in which a backslash escapes.
 * Stateless.
 */
public final class MysqlQuoting implements Quoting {
    @Override
    public String identifier(String name) {
        return '`' + withoutNul(name).replace("`", "``") + '`';
    }

    @Override
    public String text(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''").replace("\0", "\\0") + "'";
    }

    private static String withoutNul(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no server stores a name with a NUL character");
        }
        return name;
    }
}
