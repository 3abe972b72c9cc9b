package dev.godwit.servers;

import java.util.ArrayList;
import java.util.List;

/** What a MariaDB or MySQL does at its first start; one statement a line, as its option {@code init_file} wants it. */
final class FirstStatements {
    private FirstStatements() {}

    /**
     * Makes the account and the database. The binary log has nothing of it: a replica does the same by itself, and its
     * history begins where the primary's does.
     */
    static String of(MysqldBrand brand, Access access) {
        String account = text(access.user()) + "@'%'";
        List<String> statements = new ArrayList<>(List.of("set sql_log_bin = 0;"));
        statements.addAll(brand.firstStatements());
        statements.add("create user " + account + " " + brand.identification() + text(access.password()) + ";");
        statements.add("grant all privileges on *.* to " + account + " with grant option;");
        statements.add("create database if not exists " + name(access.database()) + ";");
        statements.add("set sql_log_bin = 1;\n");
        return String.join("\n", statements);
    }

    /** A text literal; line ends are refused, since the file has one statement a line. */
    static String text(String value) {
        if (value.contains("\n") || value.contains("\r")) {
            throw new ServerException("User and password of a disposable server have no line ends.");
        }
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** A name in backquotes. */
    static String name(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
