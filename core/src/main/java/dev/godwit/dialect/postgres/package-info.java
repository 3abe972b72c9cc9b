/**
 * PostgreSQL 14 to 18: the answers to the questions of {@link dev.godwit.dialect}. Static SQL stands in the {@code .sql} files
 * of this package, in named blocks that can be run by hand. Not here: reading scripts ({@code dev.godwit.sql.postgres}), and
 * anything that decides. Start with {@link dev.godwit.dialect.postgres.PostgresDialect}.
 */
@org.jspecify.annotations.NullMarked
package dev.godwit.dialect.postgres;
