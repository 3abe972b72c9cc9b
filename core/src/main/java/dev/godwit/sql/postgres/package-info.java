/**
 * The script front end of PostgreSQL. A script goes through three stages: {@code PostgresLexer} makes tokens of characters
 * exactly as the server's own scanner does (scan.l, with standard_conforming_strings on), {@code PostgresSplitter} makes
 * statements of tokens as psql does, and {@code StatementReader} reads one statement by its shape, noting in
 * {@code Findings} what it does, what it locks and what it costs. What no shape fits is judged ASK.
 *
 * <p>Nothing here talks to a server. Start at {@link dev.godwit.sql.postgres.PostgresScripts}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.sql.postgres;
