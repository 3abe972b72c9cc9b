package dev.godwit.verify.checks;

import dev.godwit.model.TableName;
import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Mapping;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Sides;
import dev.godwit.verify.shape.TablePair;
import dev.godwit.verify.shape.TableShape;
import dev.godwit.verify.shape.TableShape.Constraint;
import dev.godwit.verify.shape.TableShape.Index;
import dev.godwit.verify.shape.TableShape.Kind;
import dev.godwit.verify.shape.TableShape.Reference;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Primary keys, unique sets, foreign keys with their actions, and checks. Checks are compared by their text between servers of
 * one kind and version, else by their names, which nobody should take for more than presence.
 */
public final class ConstraintsCheck implements Check {
    /** The word that selects it. */
    public static final String NAME = "constraints";

    private final CheckContext context;

    public ConstraintsCheck(CheckContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "primary keys, unique sets, foreign keys and checks";
    }

    @Override
    public CheckReport run(Sides sides, Scope scope) {
        return new ShapeWalk(context).report(this, scope, (pair, ends, said) -> {
            primary(pair, said);
            unique(pair, said);
            foreign(new References(pair, scope), said);
            checks(pair, ends.alike(), said);
            exclusions(pair, ends.alike(), said);
        });
    }

    private static void primary(TablePair pair, Said said) {
        String subject = "primary key of " + pair.source().name();
        Optional<Constraint> source =
                pair.source().constraints(Kind.PRIMARY).stream().findFirst();
        Optional<Constraint> target =
                pair.target().constraints(Kind.PRIMARY).stream().findFirst();
        if (source.isEmpty()) {
            target.ifPresent(key -> said.note(subject, "the target has one, the source has none"));
            return;
        }
        Optional<List<String>> wanted = pair.named(source.get().columns());
        if (target.isEmpty()) {
            said.different(subject, "weaker: the target has none");
        } else if (wanted.isEmpty()
                || !Set.copyOf(wanted.get()).equals(Set.copyOf(target.get().columns()))) {
            said.different(
                    subject,
                    "the target's has other columns: " + list(target.get().columns()));
        } else if (!wanted.get().equals(target.get().columns())) {
            said.different(
                    subject,
                    "performance: its columns stand in another order: "
                            + list(target.get().columns()));
        }
    }

    /** A unique index keeps doubles out as well as a constraint does. */
    private static void unique(TablePair pair, Said said) {
        Set<Set<String>> kept = new HashSet<>();
        pair.target().constraints().stream()
                .filter(each -> each.kind() == Kind.UNIQUE || each.kind() == Kind.PRIMARY)
                .forEach(each -> kept.add(Set.copyOf(each.columns())));
        pair.target().indexes().stream()
                .filter(index -> index.unique() && index.valid() && index.predicate() == null)
                .map(Index::parts)
                .forEach(parts -> kept.add(Set.copyOf(parts)));
        for (Constraint source : pair.source().constraints(Kind.UNIQUE)) {
            boolean there = pair.named(source.columns())
                    .filter(columns -> kept.contains(Set.copyOf(columns)))
                    .isPresent();
            if (!there) {
                said.different(subject(pair.source(), source), "weaker: the target lets doubles in");
            }
        }
    }

    /** Foreign keys of a pair, with the names of the tables that they point to on either side. */
    private record References(TablePair pair, Scope scope) {
        Optional<Mapping> parent(Constraint source) {
            TableName table = target(source).table();
            return scope.tables().stream()
                    .filter(mapping -> mapping.source().table().equals(table))
                    .findFirst();
        }

        /** The target's table that stands for the parent; by name where the parent is not among what is compared. */
        TableName parentHere(Constraint source) {
            TableName there = target(source).table();
            return parent(source)
                    .map(mapping -> mapping.target().table())
                    .orElseGet(() -> TableName.of(
                            scope.schemas()
                                    .getOrDefault(String.valueOf(there.schema()), String.valueOf(there.schema())),
                            there.name()));
        }

        static Reference target(Constraint constraint) {
            return java.util.Objects.requireNonNull(constraint.reference(), constraint.name());
        }
    }

    private static void foreign(References references, Said said) {
        TablePair pair = references.pair();
        Set<Constraint> known = new HashSet<>();
        for (Constraint source : pair.source().constraints(Kind.FOREIGN)) {
            List<Constraint> same = pair.target().constraints(Kind.FOREIGN).stream()
                    .filter(target -> points(references, source, target))
                    .toList();
            known.addAll(same);
            reference(pair, source, same, said);
        }
        for (Constraint target : pair.target().constraints(Kind.FOREIGN)) {
            if (!known.contains(target)) {
                said.different(subject(pair.target(), target), "stricter: the source has no such foreign key");
            }
        }
    }

    private static boolean points(References references, Constraint source, Constraint target) {
        TableName here = references.parentHere(source);
        TableName found = References.target(target).table();
        return references
                        .pair()
                        .named(source.columns())
                        .filter(target.columns()::equals)
                        .isPresent()
                && here.toString().equalsIgnoreCase(found.toString());
    }

    private static void reference(TablePair pair, Constraint source, List<Constraint> same, Said said) {
        String subject = subject(pair.source(), source);
        if (same.isEmpty()) {
            said.different(
                    subject,
                    "weaker: the target has no such foreign key to "
                            + References.target(source).table());
            return;
        }
        Constraint target = same.get(0);
        if (source.validated() && !target.validated()) {
            said.different(subject, "weaker: the target's was not held against the rows that are there");
        }
        Reference from = References.target(source);
        Reference to = References.target(target);
        if (!from.onDelete().equals(to.onDelete())) {
            said.different(subject, "on delete " + to.onDelete() + " instead of " + from.onDelete());
        }
        if (!from.onUpdate().equals(to.onUpdate())) {
            said.different(subject, "on update " + to.onUpdate() + " instead of " + from.onUpdate());
        }
    }

    private static void checks(TablePair pair, boolean alike, Said said) {
        List<Constraint> targets = pair.target().constraints(Kind.CHECK);
        Set<Constraint> known = new HashSet<>();
        for (Constraint source : pair.source().constraints(Kind.CHECK)) {
            Optional<Constraint> same = targets.stream()
                    .filter(target -> !known.contains(target))
                    .filter(target -> alike
                            ? words(target).equals(words(source))
                            : target.name().equalsIgnoreCase(source.name()))
                    .findFirst();
            same.ifPresent(known::add);
            check(pair, source, same, alike, said);
        }
        targets.stream().filter(target -> !known.contains(target)).forEach(target -> extra(pair, target, alike, said));
    }

    private static void extra(TablePair pair, Constraint target, boolean alike, Said said) {
        String subject = subject(pair.target(), target);
        if (alike) {
            said.different(subject, "stricter, or another: the source has no check of these words");
        } else {
            said.note(subject, "the source has no check of that name");
        }
    }

    private static void check(TablePair pair, Constraint source, Optional<Constraint> same, boolean alike, Said said) {
        String subject = subject(pair.source(), source);
        if (same.isPresent()) {
            if (source.validated() && !same.get().validated()) {
                said.different(subject, "weaker: the target's was not held against the rows that are there");
            }
            if (!alike) {
                said.note(
                        subject,
                        "present on both sides; its text is not compared between servers of two kinds or versions");
            }
        } else if (alike || pair.target().constraints(Kind.CHECK).isEmpty()) {
            said.different(subject, "weaker: the target has no such check");
        } else {
            said.open(subject, "the target has checks, and none of that name");
        }
    }

    /** The definition without what says only that it is not validated, and without the places of brackets and blanks. */
    private static String words(Constraint check) {
        return check.definition().replaceFirst(" NOT VALID$", "").replaceAll("\\s+", " ");
    }

    private static void exclusions(TablePair pair, boolean alike, Said said) {
        Set<String> targets = new HashSet<>();
        pair.target().constraints(Kind.EXCLUSION).forEach(target -> targets.add(words(target)));
        for (Constraint source : pair.source().constraints(Kind.EXCLUSION)) {
            boolean there = alike ? targets.contains(words(source)) : !targets.isEmpty();
            if (!there) {
                said.different(subject(pair.source(), source), "weaker: the target lets overlapping rows in");
            }
        }
    }

    private static String subject(TableShape table, Constraint constraint) {
        return "constraint " + table.name() + "." + constraint.name();
    }

    private static String list(List<String> columns) {
        return String.join(", ", columns);
    }
}
