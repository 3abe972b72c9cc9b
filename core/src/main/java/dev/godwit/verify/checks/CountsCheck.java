package dev.godwit.verify.checks;

import dev.godwit.db.Session;
import dev.godwit.sql.Sql;
import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import dev.godwit.verify.live.Snapshots;

/**
 * Exact numbers of rows, each table in one snapshot of each side. Where the snapshots are not of one moment, numbers that
 * differ are a difference only when both stood still for longer than the lag.
 */
public final class CountsCheck implements Check {
    /** The word that selects it. */
    public static final String NAME = "counts";

    private final CheckContext context;

    public CountsCheck(CheckContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "exact numbers of rows";
    }

    @Override
    public CheckReport run(Sides sides, Scope scope) {
        return context.report(this, said -> scope.tables().forEach(mapping -> table(sides, mapping, said)));
    }

    private record Counts(long source, long target, boolean aligned) {
        boolean equal() {
            return source == target;
        }

        boolean sameAs(Counts other) {
            return source == other.source && target == other.target;
        }
    }

    private void table(Sides sides, Mapping mapping, Said said) {
        Counts counts = count(sides, mapping);
        boolean proven = counts.equal() || counts.aligned();
        for (int look = 1; look < CheckContext.MOST_LOOKS && !proven; look++) {
            context.time().pause(context.lag());
            Counts again = count(sides, mapping);
            proven = again.equal() || again.sameAs(counts);
            counts = again;
        }
        say(mapping, counts, proven, said);
    }

    private static void say(Mapping mapping, Counts counts, boolean proven, Said said) {
        String table = mapping.source().table().toString();
        said.figure(table, "rows of the source", counts.source(), "rows");
        said.figure(table, "rows of the target", counts.target(), "rows");
        String what = counts.source() + " rows in the source, " + counts.target() + " in the target, "
                + Math.abs(counts.target() - counts.source())
                + (counts.target() < counts.source() ? " missing" : " more");
        if (!proven) {
            said.open("table " + table, what + "; they did not stand still for longer than the lag");
        } else if (!counts.equal()) {
            said.different("table " + table, what);
        }
    }

    private Counts count(Sides sides, Mapping mapping) {
        try (Snapshots.Pair pair = context.snapshots().pair()) {
            return new Counts(
                    count(sides.source(), pair.source().session(), mapping.source()),
                    count(sides.target(), pair.target().session(), mapping.target()),
                    pair.aligned());
        }
    }

    private static long count(Side side, Session session, Mapping.Rows rows) {
        Sql where = rows.where() == null ? Sql.of("true") : rows.where();
        return session.first(
                        side.dialect().proofs().sql("rows.count", "table", rows.table(), "where", where),
                        row -> row.number(1))
                .orElseThrow();
    }
}
