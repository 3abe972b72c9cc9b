package dev.godwit.verify.live;

import dev.godwit.host.CrashPoint;
import dev.godwit.model.Key;
import dev.godwit.verify.Difference;
import dev.godwit.verify.Mapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares a table by its key: one walk, then witnesses for what differed, where the two sides were not of one moment. */
final class KeyedTable {
    private final Mapping mapping;
    private final LiveContext context;

    KeyedTable(Mapping mapping, LiveContext context) {
        this.mapping = mapping;
        this.context = context;
    }

    TableOutcome compare() {
        Optional<ValidationStore.Begun> begun =
                context.store().begun(mapping.source().table());
        KeyWalk walk = new KeyWalk(mapping, context);
        begun.ifPresent(walk::resume);
        walk.run();
        TableOutcome outcome = walk.aligned(begun.isPresent()) ? aligned(walk) : witnessed(walk);
        context.host().crash().hit(CrashPoint.DIFFERENCES_DECIDED);
        context.store().decided(outcome);
        context.host().crash().hit(CrashPoint.DIFFERENCES_RECORDED);
        return outcome;
    }

    /** Both sides were of one moment: what differed, differs. */
    private TableOutcome aligned(KeyWalk walk) {
        Map<Difference.Kind, Long> counts = new EnumMap<>(Difference.Kind.class);
        walk.stretches()
                .forEach(stretch -> stretch.counts().forEach((kind, count) -> counts.merge(kind, count, Long::sum)));
        return outcome(walk, new Decided(walk.differences(), counts, 0, 0, List.of(), Snapshots.Moment.ONE.toString()));
    }

    private TableOutcome witnessed(KeyWalk walk) {
        if (walk.differing().isEmpty()) {
            return outcome(
                    walk,
                    new Decided(
                            List.of(),
                            Map.of(),
                            walk.counted(),
                            0,
                            List.of(),
                            walk.moment().toString()));
        }
        context.progress().witnessing(mapping.source().table(), walk.differing().size());
        Map<Key, Witness> witnesses = new Witnesses(
                        context.snapshots(),
                        mapping,
                        context.settings(),
                        context.host().time())
                .decide(walk.differing());
        List<Difference> proven = new ArrayList<>();
        Map<Difference.Kind, Long> counts = new EnumMap<>(Difference.Kind.class);
        long settled = 0;
        for (Witness witness : witnesses.values()) {
            Difference proof = witness.proof();
            if (proof != null) {
                proven.add(proof);
                counts.merge(proof.kind(), 1L, Long::sum);
            }
            settled += witness.state() == Witness.State.SETTLED ? 1 : 0;
        }
        proven.sort(Comparator.comparing(Witnesses::key, KeyOrder.PEOPLE));
        long unproven = walk.counted() - witnesses.size();
        return outcome(
                walk,
                new Decided(
                        proven,
                        counts,
                        unproven,
                        settled,
                        Witnesses.hot(mapping, witnesses),
                        walk.moment() + "; each difference read again: source, target, source"));
    }

    private record Decided(
            List<Difference> proven,
            Map<Difference.Kind, Long> counts,
            long unproven,
            long settled,
            List<Hot> hot,
            String moment) {}

    private TableOutcome outcome(KeyWalk walk, Decided decided) {
        List<String> notes = new ArrayList<>(TableNotes.of(mapping, walk.stretches()));
        notes.addAll(TableNotes.standing(walk.coverage()));
        String choice = walk.choice();
        if (choice != null) {
            notes.add(choice);
        }
        String stopped = walk.stopped();
        if (stopped != null) {
            notes.add("stopped behind " + walk.coverage().chunks().size() + " chunks: " + stopped);
        }
        return new TableOutcome(
                mapping,
                walk.coverage(),
                decided.proven(),
                decided.counts(),
                decided.unproven(),
                decided.settled(),
                decided.hot(),
                decided.moment(),
                stopped == null,
                notes);
    }
}
