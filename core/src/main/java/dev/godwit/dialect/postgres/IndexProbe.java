package dev.godwit.dialect.postgres;

import dev.godwit.dialect.Answers;
import dev.godwit.dialect.Catalog.Probe;
import dev.godwit.model.TableName;
import dev.godwit.sql.Action;
import dev.godwit.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether statements about indexes took effect. A name alone proves nothing: the definition and the validity are compared. */
final class IndexProbe {
    private static final String BLANK = "(?:\\s++|--[^\\n]*+\\n|/\\*.*?\\*/)";
    private static final String WORD = "(?:\"(?:[^\"]|\"\")+\"|[\\w$\\x80-\\uffff]+)";
    private static final String NAME = WORD + "(?:" + BLANK + "*\\." + BLANK + "*" + WORD + ")*";

    /** Group 1 is all behind the table's name. */
    private static final Pattern CREATE = Pattern.compile(
            BLANK + "*create" + BLANK + "+(?:unique" + BLANK + "+)?index" + BLANK + "+(?:concurrently" + BLANK + "+)?"
                    + "(?:if" + BLANK + "+not" + BLANK + "+exists" + BLANK + "+)?(?:" + NAME + BLANK + "+)?on" + BLANK
                    + "+(?:only" + BLANK + "+)?" + NAME + "(" + BLANK + "*[(].*|" + BLANK + "+using.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What REINDEX CONCURRENTLY leaves behind when it fails (manual, REINDEX). */
    private static final Pattern REINDEX_LEFTOVER = Pattern.compile(".*_cc(new|old)\\d*");

    private IndexProbe() {}

    static Probe created(ProbeCatalog catalog, Action.CreateIndex action, String text) {
        Optional<TableName> table = catalog.relation(action.table()).map(ProbeCatalog.Relation::name);
        if (table.isEmpty()) {
            return Answers.differs("table " + action.table() + " is not there");
        }
        Matcher parts = CREATE.matcher(text);
        Optional<ProbeCatalog.Index> wanted =
                parts.matches() ? catalog.tried(table.get(), action.unique(), parts.group(1)) : Optional.empty();
        TableName name = action.index();
        return name == null
                ? unnamed(catalog, table.get(), wanted)
                : named(catalog, TableName.of(String.valueOf(table.get().schema()), name.name()), table.get(), wanted);
    }

    static Probe rebuilt(ProbeCatalog catalog, Action.Reindex action) {
        TableName name = action.name();
        Optional<ProbeCatalog.Relation> relation = name == null ? Optional.empty() : catalog.relation(name);
        if (relation.isEmpty()) {
            return Answers.unknown("the catalog does not show a rebuilt index");
        }
        TableName table = catalog.index(relation.get().name())
                .map(ProbeCatalog.Index::table)
                .orElse(relation.get().name());
        Predicate<TableName> leftover =
                index -> REINDEX_LEFTOVER.matcher(index.name()).matches();
        return catalog.indexes(table).stream()
                .filter(leftover)
                .flatMap(index -> catalog.index(index).filter(found -> !found.valid()).stream()
                        .map(found -> invalid(index, found)))
                .findFirst()
                .orElseGet(() -> Answers.unknown("the catalog does not show a rebuilt index; it may be run again"));
    }

    private static Probe named(
            ProbeCatalog catalog, TableName name, TableName table, Optional<ProbeCatalog.Index> wanted) {
        Optional<ProbeCatalog.Relation> there = catalog.relation(name);
        if (there.isEmpty()) {
            return new Probe.NotDone();
        }
        Optional<ProbeCatalog.Index> index = catalog.index(name);
        if (index.isEmpty() || !index.get().table().equals(table)) {
            return Answers.differs(name + " is there, and is no index of " + table);
        }
        if (!index.get().valid()) {
            return invalid(name, index.get());
        }
        return wanted.map(tried -> tried.sameAs(index.get())
                        ? new Probe.Done("index " + name + " is there and valid")
                        : Answers.differs("index " + name + " is there as " + words(index.get())))
                .orElseGet(() -> Answers.unknown("index " + name + " is there, and its definition could not be tried"));
    }

    private static Probe unnamed(ProbeCatalog catalog, TableName table, Optional<ProbeCatalog.Index> wanted) {
        if (wanted.isEmpty()) {
            return Answers.unknown("the definition of the index could not be tried");
        }
        List<TableName> same = catalog.indexes(table).stream()
                .filter(name -> catalog.index(name).filter(wanted.get()::sameAs).isPresent())
                .toList();
        for (TableName name : same) {
            ProbeCatalog.Index index = catalog.index(name).orElseThrow();
            if (!index.valid()) {
                return invalid(name, index);
            }
        }
        return same.isEmpty() ? new Probe.NotDone() : new Probe.Done("index " + same.get(0) + " is there and valid");
    }

    private static Probe invalid(TableName name, ProbeCatalog.Index index) {
        return index.building()
                ? Answers.unknown("index " + name + " is being built by a session right now")
                : new Probe.Leftover(
                        "index " + name + " is there and INVALID", Sql.of("drop index concurrently {}", name));
    }

    private static String words(ProbeCatalog.Index index) {
        return (index.unique() ? "unique using " : "using ") + index.definition();
    }
}
