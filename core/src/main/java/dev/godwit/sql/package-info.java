/**
 * SQL as types: identifiers, literals and statements that Godwit writes ({@link dev.godwit.sql.Sql}), and the scripts that
 * people write: split into statements and judged by effect ({@link dev.godwit.sql.ScriptLanguage}, one per dialect in a
 * package of its own). Pure; nothing here talks to a server.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.sql;
