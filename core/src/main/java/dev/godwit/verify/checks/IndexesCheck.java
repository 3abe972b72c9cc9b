package dev.godwit.verify.checks;

import dev.godwit.verify.Check;
import dev.godwit.verify.CheckReport;
import dev.godwit.verify.Scope;
import dev.godwit.verify.Sides;
import dev.godwit.verify.shape.TablePair;
import dev.godwit.verify.shape.TableShape.Index;
import java.util.List;
import java.util.Optional;

/** Indexes by what they do, not by their names: the same columns in the same order, and the same uniqueness. */
public final class IndexesCheck implements Check {
    /** The word that selects it. */
    public static final String NAME = "indexes";

    private final CheckContext context;

    public IndexesCheck(CheckContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "indexes by their columns, order and uniqueness";
    }

    @Override
    public CheckReport run(Sides sides, Scope scope) {
        return new ShapeWalk(context).report(this, scope, IndexesCheck::table);
    }

    private static void table(TablePair pair, ShapeWalk.Ends ends, Said said) {
        pair.source().indexes().stream()
                .filter(index -> !index.primary())
                .forEach(index -> index(pair, index, ends.alike(), said));
        pair.target().indexes().stream().filter(index -> !index.primary()).forEach(index -> extra(pair, index, said));
    }

    private static void index(TablePair pair, Index source, boolean alike, Said said) {
        String subject = subject(pair, source);
        if (!source.valid()) {
            said.note(subject, "not valid in the source, so that nothing is asked of the target");
            return;
        }
        Optional<List<String>> wanted = parts(pair, source);
        if (source.computed() || wanted.isEmpty()) {
            computed(pair, source, alike, said);
            return;
        }
        List<Index> same = pair.target().indexes().stream()
                .filter(index -> serves(index, wanted.get(), source))
                .toList();
        judge(pair, source, same, said);
    }

    private static void judge(TablePair pair, Index source, List<Index> same, Said said) {
        String subject = subject(pair, source);
        List<Index> valid = same.stream().filter(Index::valid).toList();
        if (same.isEmpty()) {
            missing(pair, source, said);
        } else if (valid.isEmpty()) {
            said.different(subject, "the target's is not valid");
        } else if (source.unique() && valid.stream().noneMatch(Index::unique)) {
            said.different(subject, "weaker: it is no longer unique");
        } else if (!source.unique() && valid.stream().allMatch(Index::unique)) {
            boolean primary = valid.stream().anyMatch(Index::primary);
            if (primary) {
                said.note(subject, "the target's primary key serves as it");
            } else {
                said.different(subject, "stricter: it is unique, and the source's is not");
            }
        }
    }

    private static void missing(TablePair pair, Index source, Said said) {
        String subject = subject(pair, source);
        List<String> wanted = parts(pair, source).orElseThrow();
        Optional<Index> reordered = pair.target().indexes().stream()
                .filter(index -> !index.parts().equals(wanted)
                        && index.parts().size() == wanted.size()
                        && index.parts().containsAll(wanted))
                .findFirst();
        Optional<Index> longer = pair.target().indexes().stream()
                .filter(index -> index.valid()
                        && index.predicate() == null
                        && index.parts().size() > wanted.size()
                        && index.parts().subList(0, wanted.size()).equals(wanted))
                .findFirst();
        if (source.unique()) {
            said.different(subject, "weaker: the target has no such unique index" + other(reordered));
        } else if (longer.isPresent()) {
            said.note(subject, "the target's " + longer.get().name() + " begins with the same columns");
        } else {
            said.different(subject, "performance: the target has no such index" + other(reordered));
        }
    }

    private static String other(Optional<Index> reordered) {
        return reordered
                .map(index -> "; " + index.name() + " has its columns in another order")
                .orElse("");
    }

    private static void computed(TablePair pair, Index source, boolean alike, Said said) {
        boolean there = pair.target().indexes().stream()
                .anyMatch(index ->
                        index.valid() && index.parts().equals(source.parts()) && index.unique() == source.unique());
        String subject = subject(pair, source);
        if (alike && !there) {
            said.different(subject, "the target has no such index over expressions");
        } else if (!there) {
            said.open(subject, "covers expressions, or columns without a partner, which cannot be compared");
        }
    }

    private static void extra(TablePair pair, Index target, Said said) {
        boolean known = pair.source().indexes().stream()
                .anyMatch(source -> parts(pair, source)
                        .filter(parts -> serves(target, parts, source))
                        .isPresent());
        String subject = "index " + pair.target().name() + "." + target.name();
        if (!target.valid() && !known) {
            said.different(subject, "not valid, and the source has none of its columns");
        } else if (!known && target.unique() && !target.computed()) {
            said.different(
                    subject,
                    "stricter: unique over " + String.join(", ", target.parts())
                            + ", and the source has no such index");
        } else if (!known) {
            said.note(subject, "the source has no index over " + String.join(", ", target.parts()));
        }
    }

    /**
     * Whether the target's does for the source's: the same columns, of which it may hold more characters where nothing is
     * unique, over as many rows.
     */
    private static boolean serves(Index target, List<String> wanted, Index source) {
        boolean rows = (target.predicate() == null) == (source.predicate() == null)
                || target.predicate() == null && !source.unique();
        boolean parts = target.parts().equals(wanted)
                || !source.unique()
                        && !target.unique()
                        && whole(target.parts()).equals(whole(wanted))
                        && longer(target.parts(), wanted);
        return rows && parts && target.method().equals(source.method());
    }

    private static List<String> whole(List<String> parts) {
        return parts.stream()
                .map(part -> part.replaceFirst("(?<=.)\\(\\d+\\)", ""))
                .toList();
    }

    /** Whether each part of the target is a whole column, or as long as it is wanted. */
    private static boolean longer(List<String> target, List<String> wanted) {
        for (int i = 0; i < target.size(); i++) {
            boolean cut = target.get(i).matches(".+\\(\\d+\\).*");
            if (cut && !target.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<List<String>> parts(TablePair pair, Index source) {
        List<String> parts = source.parts().stream()
                .map(part -> part.startsWith("(") ? "" : pair.part(part).orElse(""))
                .toList();
        return parts.contains("") ? Optional.empty() : Optional.of(parts);
    }

    private static String subject(TablePair pair, Index source) {
        return "index " + pair.source().name() + "." + source.name() + " (" + String.join(", ", source.parts()) + ")";
    }
}
