/**
 * What the script front ends of all dialects share: characters with places ({@code ScriptReader}), tokens and a cursor over
 * them ({@code Tokens}), the loop of a splitter ({@code StatementIterator}), whether a WHERE can leave rows out
 * ({@code Predicates}), and what reading one statement gathers ({@code Findings}). No word of a dialect stands here: each
 * brings its lexer, its shapes and a {@code PredicateGrammar}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.sql.script;
