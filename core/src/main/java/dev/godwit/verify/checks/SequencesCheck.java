package dev.godwit.verify.checks;

import dev.godwit.sql.Ident;
import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Sides;
import dev.godwit.verify.shape.ShapeReader;
import dev.godwit.verify.shape.TablePair;
import dev.godwit.verify.shape.TableShape;
import dev.godwit.verify.shape.TableShape.Counter;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What numbers rows: the target's next number must be above every number that it has, or the first insert after the switch
 * fails; and not below the source's, or a number that was given once is given again.
 */
public final class SequencesCheck implements Check {
    /** The word that selects it. */
    public static final String NAME = "sequences";

    private final CheckContext context;

    public SequencesCheck(CheckContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "next values of identity columns, sequences and AUTO_INCREMENT";
    }

    @Override
    public CheckReport run(Sides sides, Scope scope) {
        return new ShapeWalk(context).report(this, scope, (pair, ends, said) -> {
            for (Counter source : pair.source().counters()) {
                counter(new Numbered(pair, source, ends), said);
            }
        });
    }

    private record Numbered(TablePair pair, Counter source, ShapeWalk.Ends ends) {
        String subject() {
            return "column " + pair.source().name() + "." + source.column();
        }

        Optional<Counter> target() {
            String name = pair.names().get(source.column());
            return pair.target().counters().stream()
                    .filter(counter -> counter.column().equals(name))
                    .findFirst();
        }

        BigInteger next(TablePair.End end, Counter counter) {
            return new ShapeReader(end.session(), end.side().dialect()).next(counter);
        }

        /** The largest number of the target; 0 where it has no row. */
        BigInteger most(Counter counter, TableShape table) {
            return ends.target()
                    .session()
                    .first(
                            ends.target()
                                    .side()
                                    .dialect()
                                    .proofs()
                                    .sql(
                                            "rows.most",
                                            "column",
                                            Ident.fromCatalog(counter.column()),
                                            "table",
                                            table.name()),
                            row -> Optional.ofNullable(row.textOrNull(1)).map(BigInteger::new))
                    .flatMap(most -> most)
                    .orElse(BigInteger.ZERO);
        }
    }

    /** The target is read last, as its counter may only have grown since. */
    private static void counter(Numbered numbered, Said said) {
        Optional<Counter> found = numbered.target();
        if (found.isEmpty()) {
            said.different(numbered.subject(), "the target's server does not number it");
            return;
        }
        Counter target = found.get();
        if (numbered.source().step() <= 0 || target.step() <= 0) {
            said.open(numbered.subject(), "counts down, which is not judged");
            return;
        }
        BigInteger there = numbered.next(numbered.ends().source(), numbered.source());
        BigInteger most = numbered.most(target, numbered.pair().target());
        BigInteger here = numbered.next(numbered.ends().target(), target);
        String column = numbered.pair().source().name() + "." + target.column();
        said.figure(column, "next of the source", there, "");
        said.figure(column, "next of the target", here, "");
        said.figure(column, "largest of the target", most, "");
        if (here.compareTo(most) <= 0) {
            said.different(
                    numbered.subject(), "the target's next number is " + here + ", and it has rows up to " + most);
        }
        if (here.compareTo(there) < 0) {
            said.different(numbered.subject(), "the target's next number is " + here + ", the source's is " + there);
        }
    }
}
