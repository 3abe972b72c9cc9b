package dev.godwit.steps;

import dev.godwit.db.Session;
import dev.godwit.dialect.Chunks.ChunkUpdate;
import dev.godwit.dialect.Dialect;
import dev.godwit.dialect.KeySpec;
import dev.godwit.dialect.TableFacts;
import dev.godwit.dialect.TableFacts.ColumnFacts;
import dev.godwit.dialect.TableFacts.IndexFacts;
import dev.godwit.fault.ErrorCode;
import dev.godwit.fault.Problem;
import dev.godwit.sql.Fragment;
import dev.godwit.sql.Quoting;
import dev.godwit.sql.Sql;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table that a backfill writes, as it is there, and the key that it is walked by.
 *
 * @param facts of the table
 */
record BackfillTarget(TableFacts facts, KeySpec key) {
    /** Looks the table up and chooses the key; GW-2015 where either is not there. */
    static BackfillTarget find(BackfillStep step, Dialect dialect, Session session) {
        TableFacts facts = dialect.catalog()
                .table(session, step.table())
                .orElseThrow(() -> Problem.of(ErrorCode.PLAN_WRONG, "there is no table " + step.table())
                        .next("check the name and its schema, or create the table in an earlier migration")
                        .exception());
        return new BackfillTarget(facts, key(step, facts, dialect.chunks().keys(facts)));
    }

    /** The update of a chunk, as a server reads it. */
    ChunkUpdate update(BackfillStep.Change change, Quoting quoting) {
        return new ChunkUpdate(
                key,
                text("set", change.set(), quoting),
                change.from() == null ? null : text("from", change.from(), quoting),
                change.where() == null ? null : text("where", change.where(), quoting),
                change.skipDone());
    }

    private static Sql text(String field, String text, Quoting quoting) {
        return Sql.verbatim(new Fragment(field, text, quoting).prepared());
    }

    private static KeySpec key(BackfillStep step, TableFacts facts, List<KeySpec> candidates) {
        return candidates.stream()
                .filter(candidate -> step.key() == null || candidate.index().equals(step.key()))
                .findFirst()
                .orElseThrow(() -> noKey(step, facts).exception());
    }

    private static Problem noKey(BackfillStep step, TableFacts facts) {
        String asked = step.key() == null ? "no index of " + facts.name() : "the index " + step.key();
        String why = facts.indexes().isEmpty()
                ? "there is none"
                : facts.indexes().stream()
                        .filter(index -> step.key() == null || index.name().equals(step.key()))
                        .map(index -> index.name() + " " + whyNot(index, facts))
                        .collect(Collectors.joining("; "));
        return Problem.of(
                        ErrorCode.PLAN_WRONG,
                        asked + " can be walked: " + (why.isEmpty() ? "there is no index of that name" : why))
                .next("create a primary key, or a unique index over NOT NULL columns, first");
    }

    private static String whyNot(IndexFacts index, TableFacts facts) {
        if (!index.unique()) {
            return "is not unique";
        }
        if (!index.valid()) {
            return "is invalid";
        }
        if (index.partial()) {
            return "covers only a part of the rows";
        }
        if (!index.plainColumns()) {
            return "has an expression or another order than ascending";
        }
        String nullable = nullable(index, facts);
        return nullable == null
                ? "has a type whose text is not exact"
                : "has the column " + nullable + ", which may be NULL";
    }

    private static @Nullable String nullable(IndexFacts index, TableFacts facts) {
        return index.columns().stream()
                .filter(name ->
                        facts.column(name).map(column -> !column.notNull()).orElse(false))
                .findFirst()
                .orElse(null);
    }

    /** A column's facts; null where there is no such column. */
    @Nullable
    ColumnFacts column(String name) {
        return facts.column(name).orElse(null);
    }
}
