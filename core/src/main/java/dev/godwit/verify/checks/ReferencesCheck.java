package dev.godwit.verify.checks;

import dev.godwit.db.Session;
import dev.godwit.model.TableName;
import dev.godwit.sql.Ident;
import dev.godwit.sql.Sql;
import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import dev.godwit.verify.checks.CheckSettings.Pointer;
import dev.godwit.verify.live.Snapshots;
import dev.godwit.verify.shape.TablePair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows that point to nothing, by an anti-join on each side: along every foreign key of either side, along references that were
 * declared, and along those that names suggest where that was asked for.
 */
public final class ReferencesCheck implements Check {
    /** The word that selects it. */
    public static final String NAME = "references";

    /** Orphans are counted up to here; beyond, the pattern is clear. */
    static final long MOST_ORPHANS = 100_000;

    private final CheckContext context;

    public ReferencesCheck(CheckContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "rows that point to nothing, along foreign keys and declared references";
    }

    @Override
    public CheckReport run(Sides sides, Scope scope) {
        return context.report(this, said -> {
            List<TablePair> pairs = pairs(scope);
            Pointers pointers = new Pointers(pairs, context.settings());
            for (Pointers.Both both : pointers.all()) {
                look(sides, both, said);
            }
            pointers.problems()
                    .forEach(
                            problem -> said.open("reference " + problem, "declared, and no such columns are compared"));
        });
    }

    private List<TablePair> pairs(Scope scope) {
        List<TablePair> pairs = new ArrayList<>();
        try (Snapshots.Pair pair = context.snapshots().pair()) {
            ShapeWalk.Ends ends = ShapeWalk.Ends.of(context.snapshots().sides(), pair);
            scope.tables().forEach(mapping -> pairs.add(TablePair.read(mapping, ends.source(), ends.target())));
        }
        return pairs;
    }

    private record Orphans(long source, long target) {
        boolean equal() {
            return source == target;
        }
    }

    /** A child may be seen before its parent where the target lags, so that both are looked at again. */
    private void look(Sides sides, Pointers.Both both, Said said) {
        Orphans orphans = count(sides, both);
        boolean proven = orphans.equal();
        for (int look = 1; look < CheckContext.MOST_LOOKS && !proven; look++) {
            context.time().pause(context.lag());
            Orphans again = count(sides, both);
            proven = again.equal() || again.equals(orphans);
            orphans = again;
        }
        say(both, orphans, proven, said);
    }

    private static void say(Pointers.Both both, Orphans orphans, boolean proven, Said said) {
        String subject = "reference " + both.source() + (both.how().isEmpty() ? "" : " (" + both.how() + ")");
        said.figure(both.source().toString(), "orphans of the source", orphans.source(), "rows");
        said.figure(both.source().toString(), "orphans of the target", orphans.target(), "rows");
        String what = counted(orphans.target()) + " of the target point to nothing, and " + counted(orphans.source())
                + " of the source";
        if (!proven) {
            said.open(subject, what + "; they did not stand still for longer than the lag");
        } else if (!orphans.equal()) {
            said.different(subject, what);
        } else if (orphans.source() > 0) {
            said.note(subject, counted(orphans.source()) + " point to nothing, on both sides");
        }
    }

    private static String counted(long orphans) {
        return orphans >= MOST_ORPHANS
                ? "at least " + MOST_ORPHANS + " rows"
                : orphans + (orphans == 1 ? " row" : " rows");
    }

    private Orphans count(Sides sides, Pointers.Both both) {
        try (Snapshots.Pair pair = context.snapshots().pair()) {
            return new Orphans(
                    count(sides.source(), pair.source().session(), both.source()),
                    count(sides.target(), pair.target().session(), both.target()));
        }
    }

    private static long count(Side side, Session session, Pointer pointer) {
        Optional<Long> found = session.first(
                side.dialect()
                        .proofs()
                        .sql(
                                "references.orphans",
                                "child",
                                pointer.table(),
                                "parent",
                                pointer.parent(),
                                "present",
                                present(pointer),
                                "matching",
                                matching(pointer),
                                "most",
                                MOST_ORPHANS),
                row -> row.number(1));
        return found.orElseThrow();
    }

    /** As foreign keys see it: a row of which one column is NULL points nowhere. */
    private static Sql present(Pointer pointer) {
        return Sql.join(
                " and ",
                pointer.columns().stream()
                        .map(column -> Sql.of("c.{} is not null", Ident.fromCatalog(column)))
                        .toList());
    }

    private static Sql matching(Pointer pointer) {
        List<Sql> parts = new ArrayList<>();
        for (int i = 0; i < pointer.columns().size(); i++) {
            parts.add(Sql.of(
                    "p.{} = c.{}",
                    Ident.fromCatalog(pointer.keys().get(i)),
                    Ident.fromCatalog(pointer.columns().get(i))));
        }
        return Sql.join(" and ", parts);
    }

    /** Whether two names are of the same table; a name without a schema is of any. */
    static boolean same(TableName typed, TableName table) {
        return typed.name().equals(table.name())
                && (typed.schema() == null || typed.schema().equals(table.schema()));
    }
}
