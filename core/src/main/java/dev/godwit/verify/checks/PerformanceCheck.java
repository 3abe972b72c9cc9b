package dev.godwit.verify.checks;

import dev.godwit.dialect.Selection;
import dev.godwit.dialect.SnapshotReader;
import dev.godwit.dialect.ValueClass;
import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Side;
import dev.godwit.verify.Sides;
import dev.godwit.verify.ValidationVerdict;
import dev.godwit.verify.checks.CheckSettings.Query;
import dev.godwit.verify.checks.KeySample.Drawn;
import dev.godwit.verify.checks.Rounds.Round;
import dev.godwit.verify.live.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Response times and throughput of representative queries, asked of both sides in turns by one session each, seen from here:
 * the way to the server counts. Queries that were declared, else look-ups of keys and reads of ranges of the paired tables.
 */
public final class PerformanceCheck implements Check {
    /** The word that selects it. */
    public static final String NAME = "performance";

    /** Odd, so that there is a middle; the scatter of fewer says nothing. */
    private static final int ROUNDS = 7;

    /** Caches are filled in here, and the times are dropped. */
    private static final int WARM_UP = 2;

    /** Keys of a table that are looked up in a round. */
    private static final int KEYS = 50;

    /** How often a declared query is asked in a round. */
    private static final int ASKED = 10;

    /** With all of hundreds of tables the check would take longer than the switch. */
    private static final int MOST_TABLES = 20;

    /** Texts whose server has another order than that of the bytes cannot be looked up by an index in our form. */
    private static final Set<ValueClass> LOOKED_UP = Set.of(
            ValueClass.INTEGER,
            ValueClass.DECIMAL,
            ValueClass.UUID,
            ValueClass.DATE,
            ValueClass.TIMESTAMP,
            ValueClass.TEXT);

    private final CheckContext context;

    public PerformanceCheck(CheckContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "response times and throughput of representative queries on both sides";
    }

    @Override
    public CheckReport run(Sides sides, Scope scope) {
        return context.report(this, said -> {
            try (Snapshots.Pair pair = context.snapshots().pair()) {
                for (Probe probe : probes(scope, pair, said)) {
                    measure(probe, pair, said);
                }
                load(sides.source(), pair.source(), said);
                load(sides.target(), pair.target(), said);
            }
        });
    }

    private List<Probe> probes(Scope scope, Snapshots.Pair pair, Said said) {
        List<Probe> probes = new ArrayList<>();
        for (Query query : context.settings().declared().queries()) {
            probes.add(new Probe(query.name(), asked(query.source()), asked(query.target())));
        }
        if (!probes.isEmpty()) {
            return probes;
        }
        List<Mapping> tables =
                scope.tables().stream().filter(PerformanceCheck::lookedUp).toList();
        if (tables.size() < scope.tables().size() || tables.size() > MOST_TABLES) {
            said.note(
                    "queries",
                    "of " + Math.min(tables.size(), MOST_TABLES) + " of "
                            + scope.tables().size() + " tables; declare others, or others of your own");
        }
        tables.stream().limit(MOST_TABLES).forEach(mapping -> probes.addAll(ofTable(mapping, pair)));
        if (probes.isEmpty()) {
            said.open(
                    "queries", "there is nothing to ask: no table has rows and a key that an index gives in our order");
        }
        return probes;
    }

    private static List<Probe.Act> asked(String text) {
        return java.util.Collections.nCopies(ASKED, Probe.query(text));
    }

    private static boolean lookedUp(Mapping mapping) {
        return mapping.keyColumns() > 0
                && mapping.compared().subList(0, mapping.keyColumns()).stream()
                        .allMatch(column -> byIndex(column.source()) && byIndex(column.target()));
    }

    private static boolean byIndex(Selection.@org.jspecify.annotations.Nullable Field field) {
        return field != null
                && field.byteOrdered()
                && LOOKED_UP.contains(field.type().meaning());
    }

    private List<Probe> ofTable(Mapping mapping, Snapshots.Pair pair) {
        KeySample.Draw draw =
                new KeySample.Draw(KEYS, new SplittableRandom(context.settings().seed()));
        List<Drawn> drawn = KeySample.of(mapping, true, pair.source(), draw);
        if (drawn.isEmpty()) {
            return List.of();
        }
        String table = mapping.source().table().toString();
        return List.of(
                new Probe("look-ups of " + table, lookUps(mapping, true, drawn), lookUps(mapping, false, drawn)),
                new Probe("range reads of " + table, ranges(mapping, true, drawn), ranges(mapping, false, drawn)));
    }

    private static Selection rows(Mapping mapping, boolean ofSource) {
        Mapping.Rows rows = ofSource ? mapping.source() : mapping.target();
        return KeySample.fields(mapping, ofSource, rows, mapping.compared().size());
    }

    private static List<Probe.Act> lookUps(Mapping mapping, boolean ofSource, List<Drawn> drawn) {
        Selection rows = rows(mapping, ofSource);
        return drawn.stream()
                .map(each -> Probe.rows(rows.only(List.of(each.key()))))
                .toList();
    }

    private static List<Probe.Act> ranges(Mapping mapping, boolean ofSource, List<Drawn> drawn) {
        Selection rows = rows(mapping, ofSource);
        return drawn.stream().map(each -> Probe.rows(rows.within(each.range()))).toList();
    }

    private void measure(Probe probe, Snapshots.Pair pair, Said said) {
        List<Round> source = new ArrayList<>();
        List<Round> target = new ArrayList<>();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            long[] there = new long[probe.source().size()];
            long[] here = new long[probe.target().size()];
            for (int i = 0; i < there.length; i++) {
                boolean sourceFirst = (round + i) % 2 == 0;
                if (sourceFirst) {
                    there[i] = time(probe.source().get(i), pair.source());
                }
                here[i] = time(probe.target().get(i), pair.target());
                if (!sourceFirst) {
                    there[i] = time(probe.source().get(i), pair.source());
                }
            }
            if (round >= WARM_UP) {
                source.add(Round.of(there));
                target.add(Round.of(here));
            }
        }
        say(probe.name(), source, target, said);
    }

    private long time(Probe.Act act, SnapshotReader reader) {
        long begin = context.time().nanos();
        act.on(reader);
        return context.time().nanos() - begin;
    }

    private void say(String name, List<Round> source, List<Round> target, Said said) {
        figures(name, "source", source, said);
        figures(name, "target", target, said);
        double tolerance = context.settings().tolerance();
        for (Rounds rounds : Rounds.of(source, target)) {
            ValidationVerdict verdict = rounds.verdict(tolerance);
            if (verdict == ValidationVerdict.DIFFERENT) {
                said.different(name, "slower: " + rounds);
            } else if (verdict == ValidationVerdict.INCONCLUSIVE) {
                said.open(name, "the rounds scatter by more than the tolerance: " + rounds);
            } else {
                said.note(name, rounds.toString());
            }
        }
    }

    private static void figures(String name, String side, List<Round> rounds, Said said) {
        said.figure(
                name,
                "P50 of the " + side,
                millis(median(rounds.stream().map(Round::p50).toList())),
                "ms");
        said.figure(
                name,
                "P95 of the " + side,
                millis(median(rounds.stream().map(Round::p95).toList())),
                "ms");
        double perSecond = median(rounds.stream().map(Round::perSecond).toList());
        said.figure(name, "throughput of the " + side, String.format(Locale.ROOT, "%.0f", perSecond), "queries/s");
    }

    private static double median(List<Double> values) {
        return new Rounds("", values).median();
    }

    private static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }

    /** What the server tells of itself; nothing is asked of the machine. */
    private static void load(Side side, SnapshotReader reader, Said said) {
        List<Boolean> read = reader.session().query(side.dialect().shapes().sql("load"), row -> {
            said.figure(side.name(), row.text(1).replace('_', ' '), row.text(2), row.text(3));
            return true;
        });
        if (read.isEmpty()) {
            said.note(side.name(), "the server tells nothing of its processor and memory without an extension");
        }
    }
}
