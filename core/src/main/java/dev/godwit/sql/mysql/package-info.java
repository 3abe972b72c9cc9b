/**
 * The script front end of MySQL 8 and 9 and of MariaDB 10.6 to 11; where the two differ, the worse is assumed. A script goes
 * through three stages, as for PostgreSQL: {@code MysqlLexer} makes tokens of characters as the server's scanner does,
 * {@code MysqlSplitter} makes statements of tokens as the mysql client does, and of routines also without DELIMITER, and
 * {@code StatementReader} reads one statement by its shape. What no shape fits is judged ASK.
 *
 * <p>Executable comments count as code; one that only some versions run is read both ways. Nothing here talks to a server.
 * Start at {@link dev.godwit.sql.mysql.MysqlScripts}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.sql.mysql;
