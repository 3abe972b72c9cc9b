package dev.godwit.verify.checks;

import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import dev.godwit.verify.live.Snapshots;
import dev.godwit.verify.shape.TablePair;

/** Reads the catalogs of both sides and goes through the pairs of tables. */
final class ShapeWalk {
    private final CheckContext context;

    ShapeWalk(CheckContext context) {
        this.context = context;
    }

    /**
     * Both sides, opened.
     *
     * @param alike whether both are servers of one kind and one major version, so that their own words can be compared
     */
    record Ends(TablePair.End source, TablePair.End target, boolean alike) {
        static Ends of(Sides sides, Snapshots.Pair pair) {
            TablePair.End source = new TablePair.End(pair.source().session(), sides.source());
            TablePair.End target = new TablePair.End(pair.target().session(), sides.target());
            boolean alike = sides.source()
                            .dialect()
                            .name()
                            .equals(sides.target().dialect().name())
                    && major(source) == major(target);
            return new Ends(source, target, alike);
        }

        private static int major(TablePair.End end) {
            Side side = end.side();
            return side.dialect().catalog().identity(end.session()).majorVersion();
        }
    }

    /** Looks at one pair of tables. */
    interface Look {
        void at(TablePair pair, Ends ends, Said said);
    }

    /** What is looked at once, behind the tables. */
    interface Rest {
        void at(Scope scope, Ends ends, Said said);
    }

    /** A check of catalogs alone. */
    CheckReport report(Check check, Scope scope, Look look) {
        return report(check, scope, look, (all, ends, said) -> {});
    }

    /** A check of catalogs, and of what is beside the tables. */
    CheckReport report(Check check, Scope scope, Look look, Rest rest) {
        return context.report(check, said -> {
            try (Snapshots.Pair pair = context.snapshots().pair()) {
                Ends ends = Ends.of(context.snapshots().sides(), pair);
                for (Mapping mapping : scope.tables()) {
                    look.at(TablePair.read(mapping, ends.source(), ends.target()), ends, said);
                }
                rest.at(scope, ends, said);
            }
        });
    }
}
