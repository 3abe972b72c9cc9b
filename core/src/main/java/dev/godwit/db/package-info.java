/**
 * The only package that knows JDBC: URLs, sessions, transactions, rows, and failures as the server tells them. A session is
 * one connection, used by one thread, with timeouts always set. Not here: what a dialect says. Start with
 * {@link dev.godwit.db.Database}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.db;
