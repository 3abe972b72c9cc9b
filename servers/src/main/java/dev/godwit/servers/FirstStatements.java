package dev.godwit.servers;

/** What a MariaDB or MySQL does at its first start; one statement a line, as its option {@code init_file} wants it. */
final class FirstStatements {
    private FirstStatements() {}

    /**
     * Makes the account and the database. The binary log has nothing of it: a replica does the same by itself, and its
     * history begins where the primary's does.
     */
    static String of(Access access) {
        String account = text(access.user()) + "@'%'";
        return String.join(
                "\n",
                "set sql_log_bin = 0;",
                "create user " + account + " identified by " + text(access.password()) + ";",
                "grant all privileges on *.* to " + account + " with grant option;",
                "create database if not exists " + name(access.database()) + ";",
                "set sql_log_bin = 1;",
                "");
    }

    /** A text literal; line ends are refused, since the file has one statement a line. */
    private static String text(String value) {
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
